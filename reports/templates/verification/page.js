// Looks a code, or a file, up in the list that this page holds. Nothing is sent anywhere: the page's policy forbids it.
(() => {
  "use strict";
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const length = 24;
  const one = (id) => document.getElementById(id);
  const list = JSON.parse(one("list").textContent);
  const bytes = (text) => new TextEncoder().encode(text);
  const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const unbase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const sha256 = (data) => crypto.subtle.digest("SHA-256", data);
  const foundBy = async (secret) => base64(await sha256(bytes("evaluator: find\n" + secret))).slice(0, 22);

  // The code in what was typed, or what is wrong with it: reports/codes.py says the same.
  function parsed(typed) {
    const code = typed.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[\s\u2010-\u2015-]/g, "");
    const odd = [...code].find((sign) => !alphabet.includes(sign));
    if (odd) return { wrong: "character", odd };
    if (code.length !== length) return { wrong: "length", count: code.length };
    let sum = 0;
    for (const sign of code) {
      sum <<= 1; // multiplied by x over GF(32), whose polynomial is x^5 + x^2 + 1
      if (sum & 32) sum ^= 37;
      sum ^= alphabet.indexOf(sign);
    }
    return sum ? { wrong: "check" } : { code };
  }

  async function opened(code, sealed) {
    const raw = unbase64(sealed);
    const key = await crypto.subtle.importKey("raw", await sha256(bytes("evaluator: open\n" + code)), "AES-GCM", false, ["decrypt"]);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: raw.slice(0, 12) }, key, raw.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  const day = (text) => (text ? new Date(text + "T12:00:00") : null);
  const inBoth = (pair) => (pair ? { id: pair[0], en: pair[1] } : null);
  const dated = (text) => text && { id: day(text).toLocaleDateString("id", { dateStyle: "long" }), en: day(text).toLocaleDateString("en-GB", { dateStyle: "long" }) };

  function fill(content) {
    const said = { ...content, award: inBoth(content.award), edition: inBoth(content.edition), issued: dated(content.issued), withdrawn: dated(content.withdrawn) };
    for (const place of document.querySelectorAll("[data-said]")) {
      const value = said[place.dataset.said];
      place.replaceChildren();
      place.parentElement.hidden = !value;
      if (!value) continue;
      if (typeof value === "string") place.textContent = value;
      else
        for (const language of ["id", "en"]) {
          const words = document.createElement("span");
          words.lang = language;
          words.textContent = value[language];
          place.append(words);
        }
    }
    one("said").hidden = false;
  }

  function show(answer) {
    for (const section of document.querySelectorAll("[data-answer]")) section.hidden = section.dataset.answer !== answer;
    one("said").hidden = true;
  }

  async function ask(typed) {
    const { code, wrong, odd, count } = parsed(typed);
    one("odd").textContent = odd || "";
    one("count").textContent = count === undefined ? "" : `(${count})`;
    if (wrong) return show(wrong);
    one("code").value = code.match(/.{4}/g).join(" ");
    if (!globalThis.crypto?.subtle) return show("insecure");
    const found = list.codes[await foundBy(code)];
    show(found ? found[0] : "unknown");
    if (found) fill(await opened(code, found[1]));
  }

  async function hand(file) {
    if (!globalThis.crypto?.subtle) return show("insecure");
    const digest = new Uint8Array(await sha256(await file.arrayBuffer()));
    const hex = [...digest].map((value) => value.toString(16).padStart(2, "0")).join("");
    show("file-" + (list.files[await foundBy(hex)] || "unknown"));
  }

  function speak(language) {
    document.documentElement.dataset.shown = language;
    document.documentElement.lang = language;
  }

  speak(navigator.languages?.[0]?.toLowerCase().startsWith("en") ? "en" : "id");
  one("language").hidden = false;
  one("language").addEventListener("click", () => speak(document.documentElement.lang === "id" ? "en" : "id"));
  one("ask").hidden = false;
  one("ask").addEventListener("submit", async (event) => {
    event.preventDefault();
    one("file").value = "";
    await ask(one("code").value);
    one("answer").focus();
  });
  one("hand").hidden = false;
  one("file").addEventListener("change", (event) => event.target.files.length && hand(event.target.files[0]));
  const asked = decodeURIComponent(location.hash.slice(1)); // from the QR code, where it holds this page's address
  if (asked) {
    one("code").value = asked;
    ask(asked);
  }
})();
