"""Names that a made-up year must not use: Indonesia's provinces, regencies, cities and ministries (state of 2024)."""

PROVINCES = """
Aceh, Sumatera Utara, Sumatera Barat, Riau, Jambi, Sumatera Selatan, Bengkulu, Lampung, Kepulauan Bangka Belitung,
Kepulauan Riau, Daerah Khusus Ibukota Jakarta, DKI Jakarta, Jakarta, Jawa Barat, Jawa Tengah, Daerah Istimewa
Yogyakarta, DI Yogyakarta, Yogyakarta, Jawa Timur, Banten, Bali, Nusa Tenggara Barat, Nusa Tenggara Timur, Kalimantan
Barat, Kalimantan Tengah, Kalimantan Selatan, Kalimantan Timur, Kalimantan Utara, Sulawesi Utara, Sulawesi Tengah,
Sulawesi Selatan, Sulawesi Tenggara, Gorontalo, Sulawesi Barat, Maluku, Maluku Utara, Papua, Papua Barat, Papua
Selatan, Papua Tengah, Papua Pegunungan, Papua Barat Daya
"""

REGENCIES_AND_CITIES = """
Aceh Barat, Aceh Barat Daya, Aceh Besar, Aceh Jaya, Aceh Selatan, Aceh Singkil, Aceh Tamiang, Aceh Tengah, Aceh
Tenggara, Aceh Timur, Aceh Utara, Bener Meriah, Bireuen, Gayo Lues, Nagan Raya, Pidie, Pidie Jaya, Simeulue, Banda
Aceh, Langsa, Lhokseumawe, Sabang, Subulussalam, Asahan, Batu Bara, Dairi, Deli Serdang, Humbang Hasundutan, Karo,
Labuhanbatu, Labuhanbatu Selatan, Labuhanbatu Utara, Langkat, Mandailing Natal, Nias, Nias Barat, Nias Selatan, Nias
Utara, Padang Lawas, Padang Lawas Utara, Pakpak Bharat, Samosir, Serdang Bedagai, Simalungun, Tapanuli Selatan,
Tapanuli Tengah, Tapanuli Utara, Toba, Binjai, Gunungsitoli, Medan, Padang Sidempuan, Pematangsiantar, Sibolga,
Tanjungbalai, Tebing Tinggi, Agam, Dharmasraya, Kepulauan Mentawai, Lima Puluh Kota, Padang Pariaman, Pasaman, Pasaman
Barat, Pesisir Selatan, Sijunjung, Solok, Solok Selatan, Tanah Datar, Bukittinggi, Padang, Padang Panjang, Pariaman,
Payakumbuh, Sawahlunto, Bengkalis, Indragiri Hilir, Indragiri Hulu, Kampar, Kepulauan Meranti, Kuantan Singingi,
Pelalawan, Rokan Hilir, Rokan Hulu, Siak, Dumai, Pekanbaru, Batanghari, Bungo, Kerinci, Merangin, Muaro Jambi,
Sarolangun, Tanjung Jabung Barat, Tanjung Jabung Timur, Tebo, Sungai Penuh, Banyuasin, Empat Lawang, Lahat, Muara Enim,
Musi Banyuasin, Musi Rawas, Musi Rawas Utara, Ogan Ilir, Ogan Komering Ilir, Ogan Komering Ulu, Ogan Komering Ulu
Selatan, Ogan Komering Ulu Timur, Penukal Abab Lematang Ilir, Lubuklinggau, Pagar Alam, Palembang, Prabumulih, Bengkulu
Selatan, Bengkulu Tengah, Bengkulu Utara, Kaur, Kepahiang, Lebong, Mukomuko, Rejang Lebong, Seluma, Lampung Barat,
Lampung Selatan, Lampung Tengah, Lampung Timur, Lampung Utara, Mesuji, Pesawaran, Pesisir Barat, Pringsewu, Tanggamus,
Tulang Bawang, Tulang Bawang Barat, Way Kanan, Bandar Lampung, Metro, Bangka, Bangka Barat, Bangka Selatan, Bangka
Tengah, Belitung, Belitung Timur, Pangkalpinang, Bintan, Karimun, Kepulauan Anambas, Lingga, Natuna, Batam, Tanjung
Pinang, Kepulauan Seribu, Bandung, Bandung Barat, Bekasi, Bogor, Ciamis, Cianjur, Cirebon, Garut, Indramayu, Karawang,
Kuningan, Majalengka, Pangandaran, Purwakarta, Subang, Sukabumi, Sumedang, Tasikmalaya, Banjar, Cimahi, Depok,
Banjarnegara, Banyumas, Batang, Blora, Boyolali, Brebes, Cilacap, Demak, Grobogan, Jepara, Karanganyar, Kebumen,
Kendal, Klaten, Kudus, Magelang, Pati, Pekalongan, Pemalang, Purbalingga, Purworejo, Rembang, Semarang, Sragen,
Sukoharjo, Tegal, Temanggung, Wonogiri, Wonosobo, Salatiga, Surakarta, Bantul, Gunungkidul, Kulon Progo, Sleman,
Bangkalan, Banyuwangi, Blitar, Bojonegoro, Bondowoso, Gresik, Jember, Jombang, Kediri, Lamongan, Lumajang, Madiun,
Magetan, Malang, Mojokerto, Nganjuk, Ngawi, Pacitan, Pamekasan, Pasuruan, Ponorogo, Probolinggo, Sampang, Sidoarjo,
Situbondo, Sumenep, Trenggalek, Tuban, Tulungagung, Batu, Surabaya, Lebak, Pandeglang, Serang, Tangerang, Cilegon,
Tangerang Selatan, Badung, Bangli, Buleleng, Gianyar, Jembrana, Karangasem, Klungkung, Tabanan, Denpasar, Bima, Dompu,
Lombok Barat, Lombok Tengah, Lombok Timur, Lombok Utara, Sumbawa, Sumbawa Barat, Mataram, Alor, Belu, Ende, Flores
Timur, Kupang, Lembata, Malaka, Manggarai, Manggarai Barat, Manggarai Timur, Nagekeo, Ngada, Rote Ndao, Sabu Raijua,
Sikka, Sumba Barat, Sumba Barat Daya, Sumba Tengah, Sumba Timur, Timor Tengah Selatan, Timor Tengah Utara, Bengkayang,
Kapuas Hulu, Kayong Utara, Ketapang, Kubu Raya, Landak, Melawi, Mempawah, Sambas, Sanggau, Sekadau, Sintang, Pontianak,
Singkawang, Barito Selatan, Barito Timur, Barito Utara, Gunung Mas, Kapuas, Katingan, Kotawaringin Barat, Kotawaringin
Timur, Lamandau, Murung Raya, Pulang Pisau, Seruyan, Sukamara, Palangka Raya, Balangan, Barito Kuala, Hulu Sungai
Selatan, Hulu Sungai Tengah, Hulu Sungai Utara, Kotabaru, Tabalong, Tanah Bumbu, Tanah Laut, Tapin, Banjarbaru,
Banjarmasin, Berau, Kutai Barat, Kutai Kartanegara, Kutai Timur, Mahakam Ulu, Paser, Penajam Paser Utara, Balikpapan,
Bontang, Samarinda, Bulungan, Malinau, Nunukan, Tana Tidung, Tarakan, Bolaang Mongondow, Bolaang Mongondow Selatan,
Bolaang Mongondow Timur, Bolaang Mongondow Utara, Kepulauan Sangihe, Kepulauan Siau Tagulandang Biaro, Kepulauan Talaud,
Minahasa, Minahasa Selatan, Minahasa Tenggara, Minahasa Utara, Bitung, Kotamobagu, Manado, Tomohon, Banggai, Banggai
Kepulauan, Banggai Laut, Buol, Donggala, Morowali, Morowali Utara, Parigi Moutong, Poso, Sigi, Tojo Una-Una, Tolitoli,
Palu, Bantaeng, Barru, Bone, Bulukumba, Enrekang, Gowa, Jeneponto, Kepulauan Selayar, Luwu, Luwu Timur, Luwu Utara,
Maros, Pangkajene dan Kepulauan, Pinrang, Sidenreng Rappang, Sinjai, Soppeng, Takalar, Tana Toraja, Toraja Utara, Wajo,
Makassar, Palopo, Parepare, Bombana, Buton, Buton Selatan, Buton Tengah, Buton Utara, Kolaka, Kolaka Timur, Kolaka
Utara, Konawe, Konawe Kepulauan, Konawe Selatan, Konawe Utara, Muna, Muna Barat, Wakatobi, Baubau, Kendari, Boalemo,
Bone Bolango, Gorontalo Utara, Pohuwato, Majene, Mamasa, Mamuju, Mamuju Tengah, Pasangkayu, Polewali Mandar, Buru, Buru
Selatan, Kepulauan Aru, Kepulauan Tanimbar, Maluku Barat Daya, Maluku Tengah, Maluku Tenggara, Seram Bagian Barat,
Seram Bagian Timur, Ambon, Tual, Halmahera Barat, Halmahera Selatan, Halmahera Tengah, Halmahera Timur, Halmahera
Utara, Kepulauan Sula, Pulau Morotai, Pulau Taliabu, Ternate, Tidore Kepulauan, Biak Numfor, Jayapura, Keerom, Kepulauan
Yapen, Mamberamo Raya, Sarmi, Supiori, Waropen, Fakfak, Kaimana, Manokwari, Manokwari Selatan, Pegunungan Arfak, Teluk
Bintuni, Teluk Wondama, Maybrat, Raja Ampat, Sorong, Sorong Selatan, Tambrauw, Asmat, Boven Digoel, Mappi, Merauke,
Deiyai, Dogiyai, Intan Jaya, Mimika, Nabire, Paniai, Puncak, Puncak Jaya, Jayawijaya, Lanny Jaya, Mamberamo Tengah,
Nduga, Pegunungan Bintang, Tolikara, Yahukimo, Yalimo
"""

MINISTRIES = """
Agama, Agraria dan Tata Ruang, Badan Usaha Milik Negara, Dalam Negeri, Desa, Energi dan Sumber Daya Mineral, Hukum, Hak
Asasi Manusia, Investasi, Kehutanan, Kelautan dan Perikanan, Kependudukan, Kesehatan, Ketenagakerjaan, Keuangan,
Komunikasi dan Informatika, Koperasi, Lingkungan Hidup, Luar Negeri, Pariwisata, Pekerjaan Umum, Pemberdayaan
Perempuan, Pemuda dan Olahraga, Pendayagunaan Aparatur Negara, Pendidikan, Perdagangan, Perencanaan Pembangunan,
Perhubungan, Perindustrian, Pertahanan, Pertanian, Riset, Sekretariat Negara, Sosial, Transmigrasi, Perumahan
"""


def listed(text: str) -> frozenset[str]:
    """Return the names of one of the lists above, in small letters, without blanks and hyphens."""
    return frozenset(plain(" ".join(name.split())) for name in text.split(","))


def plain(name: str) -> str:
    """Return a name as it is compared: small letters, no blanks, no hyphens."""
    return name.casefold().replace(" ", "").replace("-", "").strip()
