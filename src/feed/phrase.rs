//! The few words that a feed says itself, in the language of the release that it says them of.

use crate::language::Language;

/// What a feed says in one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrases {
    /// What stands in place of a withdrawn release's title.
    pub(super) withdrawn: &'static str,
    /// That it was withdrawn; `{date}` stands for the day.
    pub(super) withdrawn_on: &'static str,
    /// What comes before the reason.
    pub(super) reason: &'static str,
    /// What comes before a correction and its date.
    pub(super) correction: &'static str,
    /// What comes before a contact.
    pub(super) contact: &'static str,
    /// The title of a feed's last entry.
    pub(super) ended: &'static str,
    /// That the feed ended; `{date}` stands for the day.
    pub(super) ended_on: &'static str,
}

impl Phrases {
    /// The phrases in this language; English where it has none.
    pub(super) fn of(language: &Language) -> &'static Self {
        let found = TABLE.iter().find(|(tag, _)| *tag == language.primary());
        found.map_or(&ENGLISH, |(_, phrases)| phrases)
    }
}

const ENGLISH: Phrases = Phrases {
    withdrawn: "This release was withdrawn",
    withdrawn_on: "This release was withdrawn on {date}. Please do not use it.",
    reason: "Reason:",
    correction: "Correction",
    contact: "Contact:",
    ended: "This feed has ended",
    ended_on: "This feed ended on {date}. Nothing new will come; please remove it from your feed reader.",
};

const TABLE: &[(&str, Phrases)] = &[
    (
        "id",
        Phrases {
            withdrawn: "Siaran pers ini telah ditarik",
            withdrawn_on: "Siaran pers ini ditarik pada {date}. Mohon tidak digunakan.",
            reason: "Alasan:",
            correction: "Ralat",
            contact: "Narahubung:",
            ended: "Umpan ini telah berakhir",
            ended_on: "Umpan ini berakhir pada {date}. Tidak akan ada lagi yang baru; mohon hapus dari pembaca umpan Anda.",
        },
    ),
    (
        "ko",
        Phrases {
            withdrawn: "철회된 보도자료입니다",
            withdrawn_on: "이 보도자료는 {date}에 철회되었습니다. 사용하지 마시기 바랍니다.",
            reason: "사유:",
            correction: "정정",
            contact: "문의:",
            ended: "이 피드는 종료되었습니다",
            ended_on: "이 피드는 {date}에 종료되었습니다. 새 글이 더는 올라오지 않으니 피드 리더에서 삭제해 주십시오.",
        },
    ),
    (
        "ar",
        Phrases {
            withdrawn: "سُحب هذا البيان الصحفي",
            withdrawn_on: "سُحب هذا البيان الصحفي بتاريخ {date}. يُرجى عدم استخدامه.",
            reason: "السبب:",
            correction: "تصحيح",
            contact: "للتواصل:",
            ended: "انتهت هذه الخلاصة",
            ended_on: "انتهت هذه الخلاصة بتاريخ {date} ولن يرد فيها جديد. يُرجى إزالتها من قارئ الخلاصات.",
        },
    ),
    (
        "de",
        Phrases {
            withdrawn: "Diese Pressemitteilung wurde zurückgezogen",
            withdrawn_on: "Diese Pressemitteilung wurde am {date} zurückgezogen. Bitte nicht mehr verwenden.",
            reason: "Grund:",
            correction: "Berichtigung",
            contact: "Kontakt:",
            ended: "Dieser Feed ist beendet",
            ended_on: "Dieser Feed endete am {date}. Es kommt nichts Neues mehr; bitte entfernen Sie ihn aus Ihrem Feedreader.",
        },
    ),
    (
        "fr",
        Phrases {
            withdrawn: "Ce communiqué a été retiré",
            withdrawn_on: "Ce communiqué a été retiré le {date}. Merci de ne plus l’utiliser.",
            reason: "Motif :",
            correction: "Rectificatif",
            contact: "Contact :",
            ended: "Ce flux est arrêté",
            ended_on: "Ce flux a pris fin le {date}. Plus rien n’y paraîtra ; merci de le retirer de votre lecteur de flux.",
        },
    ),
    (
        "es",
        Phrases {
            withdrawn: "Este comunicado ha sido retirado",
            withdrawn_on: "Este comunicado fue retirado el {date}. Rogamos que no se utilice.",
            reason: "Motivo:",
            correction: "Corrección",
            contact: "Contacto:",
            ended: "Este canal ha terminado",
            ended_on: "Este canal terminó el {date}. No habrá nada nuevo; elimínelo de su lector de noticias, por favor.",
        },
    ),
    (
        "pt",
        Phrases {
            withdrawn: "Este comunicado foi retirado",
            withdrawn_on: "Este comunicado foi retirado em {date}. Pedimos que não seja utilizado.",
            reason: "Motivo:",
            correction: "Correção",
            contact: "Contato:",
            ended: "Este feed terminou",
            ended_on: "Este feed terminou em {date}. Não haverá nada de novo; remova-o do seu leitor de feeds, por favor.",
        },
    ),
    (
        "ja",
        Phrases {
            withdrawn: "この発表は取り下げられました",
            withdrawn_on: "この発表は{date}に取り下げられました。使用しないでください。",
            reason: "理由：",
            correction: "訂正",
            contact: "お問い合わせ：",
            ended: "このフィードは終了しました",
            ended_on: "このフィードは{date}に終了しました。今後更新されませんので、フィードリーダーから削除してください。",
        },
    ),
    (
        "zh",
        Phrases {
            withdrawn: "本新闻稿已撤回",
            withdrawn_on: "本新闻稿已于{date}撤回，请勿使用。",
            reason: "原因：",
            correction: "更正",
            contact: "联系方式：",
            ended: "本订阅源已停止",
            ended_on: "本订阅源已于{date}停止，不再更新，请从阅读器中删除。",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_tells_the_date() {
        for (tag, phrases) in TABLE {
            assert!(phrases.withdrawn_on.contains("{date}"), "{tag}");
            assert!(phrases.ended_on.contains("{date}"), "{tag}");
        }
        assert_eq!(Phrases::of(&Language::parse("tlh").unwrap()), &ENGLISH);
        assert_ne!(Phrases::of(&Language::parse("pt-BR").unwrap()), &ENGLISH);
    }
}
