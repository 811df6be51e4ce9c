//! What the page about the record says; it arrives with it.

use crate::texts::catalogue;

catalogue! {
    /// The texts of the page in one language.
    Catalogue in EN, ES {
        /// Who looked at the record (S7).
        record: Record {
            title, intro, zone, empty, empty_text, read, created, updated, access, other,
        }
    }
}

static EN: Catalogue = Catalogue {
    record: Record {
        title: "Who looked at my record",
        intro: "The people at your practice who opened or changed your record, newest first.",
        zone: "Times are in the time zone of your device: {zone}.",
        empty: "Nobody yet",
        empty_text: "When somebody at your practice opens your record, it is listed here.",
        read: "Looked at it",
        created: "Created it",
        updated: "Changed it",
        access: "Changed your access to the portal",
        other: "Worked with it",
    },
};

static ES: Catalogue = Catalogue {
    record: Record {
        title: "Quién consultó mi expediente",
        intro: "Las personas de su consultorio que abrieron o cambiaron su expediente, lo más reciente primero.",
        zone: "Las horas son de la zona horaria de su dispositivo: {zone}.",
        empty: "Nadie todavía",
        empty_text: "Cuando alguien de su consultorio abra su expediente, aparecerá aquí.",
        read: "Lo consultó",
        created: "Lo creó",
        updated: "Lo cambió",
        access: "Cambió su acceso al portal",
        other: "Trabajó con él",
    },
};
