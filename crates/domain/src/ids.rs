//! Ids: UUIDv7 (RFC 9562), one type for each kind of thing, so that a client's id cannot stand where a staff
//! member's is asked for.

use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = uuid::Uuid))]
        #[serde(transparent)]
        pub struct $name(#[serde(deserialize_with = "read")] pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

/// One copy for all kinds of ids: in the browser the reading of an UUID is two kB of program.
#[inline(never)]
fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
    Uuid::deserialize(deserializer)
}

ids! {
    /// The tenant.
    PracticeId;
    /// A place, or the practice's video room.
    OfficeId;
    /// What is booked.
    ServiceId;
    /// A person who works at the practice.
    StaffId;
    /// A person in care.
    ClientId;
    /// Credentials of a client: one e-mail and password in one practice.
    LoginId;
    /// An e-mail with a link and a PIN.
    InvitationId;
    /// A short-lived code that staff read out to a client.
    PinCodeId;
    /// A signed-in browser or program.
    SessionId;
    /// An e-mail to be sent.
    MailId;
    /// A line of the audit log.
    AuditEventId;
    /// A run of a CSV import.
    ClientImportId;
    /// A job in the background.
    JobId;
    /// A request or booking of a client's time with a clinician.
    AppointmentId;
    /// Appointments that were made together, week after week.
    SeriesId;
    /// Extra hours or time off.
    AvailabilityExceptionId;
    /// A calendar elsewhere whose busy times are read.
    OutsideCalendarId;
    /// What a client and a clinician, or the front desk, write to each other.
    ConversationId;
    /// A message or a note; whoever writes it chooses the id, so that it is sent once however often it is sent.
    MessageId;
    /// A file: of a message, or of a document.
    FileId;
    /// What the practice authored to be signed, filled or answered with files.
    TemplateId;
    /// Templates that are sent together.
    PacketId;
    /// A template, or a file, that was sent to a client.
    DocumentId;
}
