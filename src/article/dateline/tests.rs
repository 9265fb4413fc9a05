//! Tests of datelines.

use super::*;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of examples")]
fn datelines_of_many_houses_are_known() {
    for (paragraph, place, rest) in [
        ("JAKARTA – Indonesia sedang", "JAKARTA", "Indonesia sedang"),
        ("JAKARTA—Indonesia", "JAKARTA", "Indonesia"),
        ("Jakarta, Kominfo - Pemerintah", "Jakarta", "Pemerintah"),
        ("Jakarta (27/11/2017) - Menteri", "Jakarta", "Menteri"),
        ("Jakarta – Menteri membuka acara.", "Jakarta", "Menteri membuka acara."),
        ("WASHINGTON, D.C. — The", "WASHINGTON", "The"),
        ("Washington-- U.S. Senator", "Washington", "U.S. Senator"),
        ("NEW YORK, Nov. 27, 2017 /PRNewswire/ -- Acme", "NEW YORK", "Acme"),
        ("WASHINGTON (AP) — An", "WASHINGTON", "An"),
        ("Berlin, 3. Mai 2017 – Die", "Berlin", "Die"),
        ("Paris, le 3 mai 2017 – la ministre", "Paris", "la ministre"),
        ("Rio de Janeiro, 3 de maio de 2017 — O", "Rio de Janeiro", "O"),
        ("Heidelberg, august 2015 - Den", "Heidelberg", "Den"),
        ("جاكرتا – أعلنت وزارة الصحة", "جاكرتا", "أعلنت وزارة الصحة"),
        ("(서울=연합뉴스) 홍길동 기자 = 정부는", "서울", "정부는"),
        ("(Seoul=연합) 정부는", "Seoul", "정부는"),
        ("[東京 27日 ロイター] - 政府は", "東京", "政府は"),
        ("新华社北京11月27日电（记者 张三）国务院", "北京", "国务院"),
        ("Beispielstadt (dpm/lmu) - Die Stadt", "Beispielstadt", "Die Stadt"),
        ("Beispielstadt (dpa) - Die Stadt", "Beispielstadt", "Die Stadt"),
        ("(ANSA) - ROMA, 3 MAG - Il ministro", "ROMA", "Il ministro"),
        ("(Hà Nội, ngày 12 tháng 5 năm 2024) – Bộ Y tế", "Hà Nội", "Bộ Y tế"),
        ("Beispielstadt (ots) Die Feuerwehr", "Beispielstadt", "Die Feuerwehr"),
        ("Beispielstadt / Bad Muster (ots/PRNewswire) - Die", "Beispielstadt / Bad Muster", "Die"),
        ("Berlin: (hib/ABC) Die Regierung", "Berlin", "Die Regierung"),
        ("Wien (pte) (pts026/13.08.2019/19:35) Die Zahl", "Wien", "Die Zahl"),
        ("(Exampleton, EX) – The mayor", "Exampleton", "The mayor"),
        ("(Washington, D.C.) – The minister", "Washington", "The minister"),
        ("Exampleton-May 06, 2025 – The attorney", "Exampleton", "The attorney"),
        ("KUALA CONTOH 25 JULAI – Menteri", "KUALA CONTOH", "Menteri"),
        ("Semarang, Senin (6/6/2022) Kantor kota", "Semarang", "Kantor kota"),
        ("Jakarta - Humas: Ketua lembaga", "Jakarta", "Ketua lembaga"),
        ("Jakarta - Humas BCTH. Badan riset", "Jakarta", "Badan riset"),
        ("SEATTLE--(EXAMPLE WIRE)--Example has", "SEATTLE", "Example has"),
        ("BASEL, Switzerland – September 9, 2024 – Example", "BASEL", "Example"),
        ("الدوحة في 05 مارس /مثال/ اعتمد المجلس", "الدوحة", "اعتمد المجلس"),
        ("EXAMPLE.COM, JAKARTA - Menteri", "JAKARTA", "Menteri"),
        ("SURABAYA | EXAMPLE.id - Menteri", "SURABAYA", "Menteri"),
        ("WASHINGTON, May 30, 2024—The bank", "WASHINGTON", "The bank"),
        ("BANDUNG, (PR).- Menteri", "BANDUNG", "Menteri"),
        ("北京2023年8月25日/示例社/ -- 示例公司本周宣布", "北京", "示例公司本周宣布"),
        ("안양--(예시와이어)--예시사가 전시회에", "안양", "예시사가 전시회에"),
        (
            "Jakarta, Humas LIPC. Tim peneliti menemukan spesies baru.",
            "Jakarta",
            "Tim peneliti menemukan spesies baru.",
        ),
        (
            "Banda Contoh (03/02/2026), Satu bulan setelah banjir, praja membersihkan sekolah.",
            "Banda Contoh",
            "Satu bulan setelah banjir, praja membersihkan sekolah.",
        ),
        (
            "(EXAMPLETON, D.C.)  During a daylong meeting the senator strategized on the future of the nation's missile force.",
            "EXAMPLETON",
            "During a daylong meeting the senator strategized on the future of the nation's missile force.",
        ),
        (
            "EXAMPLETON, DC U.S. Senator A. Name today introduced a bill that would open four new clinics in the north.",
            "EXAMPLETON",
            "U.S. Senator A. Name today introduced a bill that would open four new clinics in the north.",
        ),
        ("Palu- Konsultasi digelar di Kota Palu.", "Palu", "Konsultasi digelar di Kota Palu."),
        (
            "Jakarta, Kementerian Contoh (KC), Senin, 7 Mei 2018. Menteri membuka rapat kerja teknis.",
            "Jakarta",
            "Menteri membuka rapat kerja teknis.",
        ),
        ("McAllen – Two men", "McAllen", "Two men"),
        ("КИЇВ. 5 березня. ПРИКЛАД. Міністр", "КИЇВ", "Міністр"),
        ("Praha 25. září 2024 – Vláda schválila", "Praha", "Vláda schválila"),
        ("Budapest, 2024. május 3., péntek (MTI) – Új múzeum", "Budapest", "Új múzeum"),
        ("PRAHA 25. září (ČTK) - Vláda schválila", "PRAHA", "Vláda schválila"),
        ("共同社東京5月12日電 政府は", "東京", "政府は"),
        (
            "MADRID, 9 de febrero.- El Consejo ha aprobado el plan de escuelas.",
            "MADRID",
            "El Consejo ha aprobado el plan de escuelas.",
        ),
        (
            "Bogotá, 4 de marzo de 2024. Un equipo ha descubierto una nueva especie.",
            "Bogotá",
            "Un equipo ha descubierto una nueva especie.",
        ),
        (
            "Irapuato, Guanajuato a 4 de marzo de 2024.- Un equipo ha descubierto una nueva especie.",
            "Irapuato",
            "Un equipo ha descubierto una nueva especie.",
        ),
        (
            "Ciudad de Ejemplo.- Un equipo ha descubierto una nueva especie.",
            "Ciudad de Ejemplo",
            "Un equipo ha descubierto una nueva especie.",
        ),
        (
            "МОСКВА, 3 марта. /ТАСС/. Правительство выделит деньги на ремонт школ.",
            "МОСКВА",
            "Правительство выделит деньги на ремонт школ.",
        ),
        (
            "SYDNEY, 14 March 2024: The ministry has opened four new clinics.",
            "SYDNEY",
            "The ministry has opened four new clinics.",
        ),
        ("Астана. 10 октября. Примеринформ – В столице", "Астана", "В столице"),
        ("GENÈVE (Nouvelles de l’OEX) – La session", "GENÈVE", "La session"),
        (
            "[深圳，2024年3月14日] 示例科技今日在春季发布会上正式发布新一代人工智能芯片，面向数据中心和边缘计算场景。",
            "深圳",
            "示例科技今日在春季发布会上正式发布新一代人工智能芯片，面向数据中心和边缘计算场景。",
        ),
        (
            "Nairobi, Kenya: Governments from twelve countries have launched a new partnership to protect wetlands on all coasts.",
            "Nairobi",
            "Governments from twelve countries have launched a new partnership to protect wetlands on all coasts.",
        ),
        (
            "नई दिल्ली, 14 मार्च 2024: शिक्षा मंत्रालय ने आज योजना की घोषणा की।",
            "नई दिल्ली",
            "शिक्षा मंत्रालय ने आज योजना की घोषणा की।",
        ),
    ] {
        let found = Dateline::split(paragraph).map(|dateline| (dateline.place, dateline.rest));
        assert_eq!(found, Some((place, rest)), "{paragraph}");
    }
}

#[test]
fn sentences_with_dashes_are_no_datelines() {
    for paragraph in [
        "Eaton – a global leader – has donated",
        "Eaton – Europe's leader – has donated",
        "Дмитрий — преподаватель математики",
        "The ministry – which opened – says",
        "COVID-19 figures fell.",
        "Debian 9 – Die neue Version",
        "Example 11 update – The office",
        "Anak – anak senang",
        "(Updated) The ministry",
        "(Updated) - The ministry",
        "(Báo Mẫu) - Thủ tướng vừa ký công điện",
        "(Chinhphu.vn) - Sáng 14/3, Thủ tướng",
        "Debian, version 9. The project has released it for all of its architectures.",
        "Jane Example, 34. She has been the minister for twelve years and more.",
        "“Ini penting” – Menteri",
        "Debian is free - and stays so",
        "EXAMPLENEWS.com – Menteri mengatakan",
        "InfoPublik - Menteri mengatakan",
        "UPDATE – The minister",
        "POL-EX: MUSTER - Pressetermin mit dem Präsidenten",
        "Q - Bonjour Madame la ministre.",
        "HNP - Chiều nay, Văn phòng thành phố họp báo.",
        "TWELVE NEW BRIDGES OPENED EARLY – The mayor",
        "Artículo único.- La secretaría publica el plan de los muelles del norte cada año.",
        "Nota.- La secretaría publica el plan de los muelles del norte cada año.",
        "Public Notice (Breach Of Many Rules) – Example Training Services have told the board of it",
        "JANE EXAMPLE, MP The minister said that the office would open four new clinics in the north of the town.",
        "ACME HOLDINGS, AG The company said that it would open four new clinics in the north of the town soon.",
        "Jane Example, The first mayor of the town, 12 May 2001. She opened four new clinics in the north.",
        "Siti Contoh, Humas Polda Jawa. Tim menemukan empat klinik baru di utara kota.",
        "Jean- Paul and his friend Jean opened four clinics.",
        "Updated (3/3/2026): The minister has opened four clinics.",
        "Directive (12 May 2021) The minister has opened four clinics.",
        "Note -- (updated on Tuesday) -- The minister has opened four clinics.",
        "Jakarta –",
        "",
    ] {
        assert_eq!(Dateline::split(paragraph), None, "{paragraph}");
    }
}
