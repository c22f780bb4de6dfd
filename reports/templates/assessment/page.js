// Works the score out again when a figure is moved. It mirrors criteria/score.py, scales.py and rounding.py, operation by
// operation, so that the same digits come out; tests/evaluator/test_assessment_page.py holds it to them.
(() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const model = read("model");
  const words = read("words");
  const TOLERANCE = 1e-9;
  const supposed = {};

  // ---- scales
  const clip = (value, low, high) => Math.min(Math.max(value, low), high);
  const reaches = (value, threshold) => value >= threshold - TOLERANCE;
  const rint = (value) => {
    const down = Math.floor(value);
    const rest = value - down;
    if (rest !== 0.5) return Math.round(value);
    return down % 2 === 0 ? down : down + 1;
  };
  const scales = {
    linear: (value, s) => {
      const low = Math.min(s.zero, s.full), high = Math.max(s.zero, s.full);
      return 100 * ((clip(value, low, high) - s.zero) / (s.full - s.zero));
    },
    steps: (value, s) => {
      let best = null;
      for (const step of s.steps) {
        const reached = s.better === "higher" ? reaches(value, step.value) : reaches(-value, -step.value);
        if (reached) best = best === null ? step.score : Math.max(best, step.score);
      }
      return best === null ? s.otherwise : best;
    },
    target: (value, s) => 100 * (1 - Math.min(Math.abs(value - s.target), s.width) / s.width),
    percentile: (value, s, others) => {
      const mine = rint((s.better === "higher" ? value : -value) * 1e9) / 1e9;
      const below = others.filter((one) => one < mine).length;
      const equal = others.filter((one) => one === mine).length + 1;
      return (100 * (below + (equal + 1) / 2 - 0.5)) / (others.length + 1);
    },
  };
  const wilson = (value, w) => {
    const n = w.of;
    if (!(n > 0)) return null;
    const p = (value * n) / n;
    const half = Math.sqrt(w.z2 * ((p * (1 - p)) / n + w.z2 / (4 * n * n)));
    const centre = p + w.z2 / (2 * n);
    const scale = 1 + w.z2 / n;
    return clip((w.better === "higher" ? centre - half : centre + half) / scale, 0, 1);
  };

  // ---- the tree: least and most of every node
  const ends = (leaf) => {
    const moved = leaf.source in supposed;
    if (leaf.open && !(moved && leaf.closes)) return leaf.open;
    let value = leaf.value;
    if (moved) value = leaf.wilson ? wilson(supposed[leaf.source], leaf.wilson) : supposed[leaf.source];
    if (value === null) return [leaf.fill, leaf.fill];
    const score = scales[leaf.scale.type](value, leaf.scale, leaf.others);
    return [score, score];
  };
  const combine = (scores, weights) => {
    const present = scores.map((score, at) => (score === null ? 0 : weights[at]));
    const whole = present.reduce((sum, one) => sum + one);
    if (!(whole > 0)) return null;
    const points = scores.map((score, at) => (present[at] > 0 ? (((100 * present[at]) / whole) * score) / 100 : 0));
    return clip(points.reduce((sum, one) => sum + one), 0, 100);
  };
  const climb = (tree, leaves) => {
    const nodes = { ...leaves };
    const settle = (code) => {
      if (!(code in tree)) return nodes[code];
      const children = tree[code].map(([child]) => settle(child));
      const weights = tree[code].map(([, weight]) => weight);
      nodes[code] = [0, 1].map((end) => combine(children.map((one) => one[end]), weights));
      return nodes[code];
    };
    settle("total");
    return nodes;
  };
  const compute = () => {
    const leaves = Object.fromEntries(model.leaves.map((leaf) => [leaf.code, ends(leaf)]));
    const nodes = climb(model.whole, leaves);
    nodes.total = climb(model.last, leaves).total;
    const stages = Object.entries(model.stages).map(([code, tree]) => [code, climb(tree, leaves).total]);
    return { nodes, stages: Object.fromEntries(stages), gates: Object.fromEntries(model.gates.map((g) => [g.code, passes(g)])) };
  };
  const passes = (gate) => {
    const value = gate.source in supposed ? supposed[gate.source] : gate.value;
    if (value === null) return false;
    return (gate.at_least === null || reaches(value, gate.at_least)) && (gate.at_most === null || reaches(-value, -gate.at_most));
  };

  // ---- rounding half up, as docs/adr/0002 has it
  const bits = new DataView(new ArrayBuffer(8));
  const spacing = (value) => {
    bits.setFloat64(0, Math.abs(value));
    bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
    return bits.getFloat64(0) - Math.abs(value);
  };
  const halfUp = (value, decimals) => {
    const unit = 10 ** decimals;
    const scaled = value * unit;
    return Math.floor(scaled + 0.5 + Math.max(TOLERANCE, 8 * spacing(scaled))) / unit;
  };

  // ---- what is shown
  const marks = (text) => (words.language === "id" ? text.replace(".", ",") : text);
  const printed = (value) => (value === null ? "–" : marks(halfUp(value, model.decimals).toFixed(model.decimals)));
  const between = ([low, high]) => (printed(low) === printed(high) ? printed(low) : `${printed(low)} – ${printed(high)}`);
  const worth = (value, form) => {
    if (value === null) return "–";
    if (form === "share") return `${marks((100 * value).toFixed(1))}%`;
    return marks(String(Number(value.toFixed(form === "mean" ? 2 : 4))));
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const now = compute();
  const show = () => {
    const found = compute();
    for (const cell of all("[data-node]")) {
      const text = between(found.nodes[cell.dataset.node]);
      cell.textContent = text;
      cell.classList.toggle("moved", text !== between(now.nodes[cell.dataset.node]));
    }
    for (const cell of all("[data-stage]")) cell.textContent = between(found.stages[cell.dataset.stage]);
    for (const cell of all("[data-gate]")) {
      if (found.gates[cell.dataset.gate] !== now.gates[cell.dataset.gate] || cell.dataset.changed) {
        cell.textContent = found.gates[cell.dataset.gate] ? words.passed : words.failed;
        cell.dataset.changed = "1";
      }
    }
    const [low, high] = found.nodes.total;
    if (low !== null) {
      const bar = document.querySelector(".reach");
      bar.style.left = `${low}%`;
      bar.style.width = `${Math.max(high - low, 0.4)}%`;
      const change = halfUp(low, model.decimals) - halfUp(now.nodes.total[0], model.decimals);
      const gain = document.querySelector(".gain");
      gain.hidden = Object.keys(supposed).length === 0;
      const sign = change < -1e-9 ? "−" : "+";
      gain.textContent = words.gain.replace("{points}", sign + marks(Math.abs(change).toFixed(model.decimals)));
    }
    document.querySelector(".reset").hidden = Object.keys(supposed).length === 0;
  };
  const rows = Object.fromEntries(all(".figure").map((row) => [row.dataset.figure, row]));
  const set = (code, value) => {
    const figure = model.figures.find((one) => one.code === code);
    if (value === null) delete supposed[code];
    else supposed[code] = value;
    const row = rows[code];
    if (row) {
      const shown = value === null ? figure.value : value;
      row.classList.toggle("set", value !== null);
      row.querySelector("input").value = shown === null ? (figure.low + figure.high) / 2 : shown;
      row.querySelector("output").textContent = shown === null ? words.open : worth(shown, figure.form);
    }
  };
  for (const [code, row] of Object.entries(rows)) {
    const input = row.querySelector("input");
    input.addEventListener("input", () => { set(code, Number(input.value)); show(); });
    set(code, null);
  }
  for (const button of all("[data-try]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      set(button.dataset.try, Number(button.dataset.value));
      show();
      document.getElementById("figures").scrollIntoView({ block: "start" });
    });
  }
  document.querySelector(".reset").addEventListener("click", () => { Object.keys(rows).forEach((code) => set(code, null)); show(); });
  document.getElementById("figures").hidden = false;
  show();
  window.assessment = { suppose: (figures) => { Object.keys(supposed).forEach((code) => set(code, null)); Object.entries(figures).forEach(([code, value]) => set(code, value)); show(); return compute(); } };
})();
