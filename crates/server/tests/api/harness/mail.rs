//! An e-mail as its reader sees it.

use domain::text::Secret;
use platform::outbox::MailboxItem;

/// An e-mail that arrived.
pub struct Post {
    /// The subject.
    pub subject: String,
    /// The plain text, PIN and link in place.
    pub text: String,
    /// Which e-mail.
    pub kind: String,
    /// The PIN or code in it, where there is one.
    pub pin: Option<String>,
    /// The link in it, where there is one.
    pub link: Option<String>,
    /// The calendar file that goes along, where there is one.
    pub calendar: Option<String>,
}

impl From<MailboxItem> for Post {
    fn from(mail: MailboxItem) -> Self {
        let pin = mail.pin.map(|pin| pin.as_str().to_owned());
        Self { subject: mail.subject, text: mail.text, kind: mail.kind, pin, link: mail.link, calendar: mail.calendar }
    }
}

impl Post {
    /// The PIN; there must be one.
    pub fn pin(&self) -> String {
        self.pin.clone().unwrap_or_else(|| panic!("there is no PIN in this e-mail: {}", self.text))
    }

    /// The link; there must be one.
    pub fn link(&self) -> &str {
        self.link.as_deref().unwrap_or_else(|| panic!("there is no link in this e-mail: {}", self.text))
    }

    /// The token in the link's fragment.
    pub fn token(&self) -> Secret {
        self.in_fragment("token").unwrap_or_else(|| panic!("there is no token in {}", self.link())).into()
    }

    /// A value of the link's fragment.
    pub fn in_fragment(&self, name: &str) -> Option<String> {
        let (_, fragment) = self.link().split_once('#')?;
        let value = fragment.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))?.1;
        Some(value.replace("%40", "@").replace("%2B", "+"))
    }

    /// The path of the link's page, without what only the browser keeps.
    pub fn page(&self) -> &str {
        let address = self.link().split('#').next().unwrap_or_default();
        address.strip_prefix("http://anteroom.test").unwrap_or_else(|| panic!("the link leads elsewhere: {address}"))
    }
}
