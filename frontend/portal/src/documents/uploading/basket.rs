//! The chosen files of one document: uploaded one after the other, taken away again (D10).

use api::{Api, Attempt, Failure};
use conversation::files::{code_of, refusal, refused};
use domain::DocumentId;
use domain::documents::{DocumentFile, MOST_UPLOADS};
use leptos::prelude::*;
use ui::announce;
use wasm_bindgen_futures::spawn_local;

use super::super::page::bytes_of;
use super::super::problems::tell;
use super::super::texts::own;
use crate::portal::Portal;
use crate::texts::fill;

/// The id of the place to which the focus goes when a file was removed.
pub const CHOOSE: &str = "files";

/// How far a chosen file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Others go first.
    Waiting,
    /// So many of a hundred.
    Going(u8),
    /// The server has it.
    There(DocumentFile),
    /// It does not go, in these words.
    Refused(String),
    /// Nobody answered: it can be tried again.
    Unheard(String),
}

/// A chosen file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Which one it is on this page.
    pub key: u32,
    /// Its name as it was chosen.
    pub name: String,
    /// How far it is.
    pub progress: Progress,
}

/// Whether the document can be submitted with its files as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// It can.
    Yes,
    /// There is none.
    None,
    /// One is on its way.
    Wait,
    /// One did not come through.
    Left,
}

/// Whether it can be submitted.
pub fn ready(files: &[Chosen]) -> Ready {
    let any = |wanted: fn(&Progress) -> bool| files.iter().any(|file| wanted(&file.progress));
    if any(|progress| matches!(progress, Progress::Waiting | Progress::Going(_))) {
        Ready::Wait
    } else if any(|progress| matches!(progress, Progress::Refused(_) | Progress::Unheard(_))) {
        Ready::Left
    } else if files.is_empty() {
        Ready::None
    } else {
        Ready::Yes
    }
}

/// How many more may be chosen.
fn room(files: &[Chosen]) -> usize {
    MOST_UPLOADS.saturating_sub(files.iter().filter(|file| !matches!(file.progress, Progress::Refused(_))).count())
}

/// The same as the portal's, told how much of a file has gone, in percent.
#[cfg(target_arch = "wasm32")]
pub fn watched(portal: Portal, watcher: impl Fn(u8) + Send + Sync + 'static) -> Api {
    let percent = |sent: u64, all: u64| (sent * 100).checked_div(all).unwrap_or(0).min(99) as u8;
    portal.api().watched(move |sent, all| watcher(percent(sent, all)))
}

/// Natively there is nothing to watch: only pure functions are tested.
#[cfg(not(target_arch = "wasm32"))]
pub fn watched(portal: Portal, _: impl Fn(u8) + Send + Sync + 'static) -> Api {
    portal.api()
}

/// What a refusal says of a file; none where it is not about the file.
pub fn file_words(words: &conversation::Words, failure: &Failure, name: &str) -> Option<String> {
    match failure.status() {
        Some(413) => Some(refused(words, "file_too_long", name)),
        Some(409 | 401 | 404) => None,
        _ => Some(refused(words, code_of(failure), name)),
    }
}

/// The files of one document.
#[derive(Clone, Copy)]
pub struct Basket {
    portal: Portal,
    id: DocumentId,
    /// The files, in the order in which they were chosen.
    pub files: RwSignal<Vec<Chosen>>,
    /// What the browser holds of those that are not there yet.
    held: StoredValue<Vec<(u32, web_sys::File)>, LocalStorage>,
    next: StoredValue<u32>,
    busy: StoredValue<bool>,
    /// What is said of them all.
    pub notice: RwSignal<String>,
    say: StoredValue<Box<dyn Fn(String) + Send + Sync>>,
}

impl Basket {
    pub fn new(portal: Portal, id: DocumentId, there: Vec<DocumentFile>) -> Self {
        let say = announce();
        let basket = Self {
            portal,
            id,
            files: RwSignal::new(Vec::new()),
            held: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            busy: StoredValue::new(false),
            notice: RwSignal::new(String::new()),
            say: StoredValue::new(Box::new(say)),
        };
        for file in there {
            basket.put(file.name.as_str().to_owned(), Progress::There(file));
        }
        basket
    }

    fn put(self, name: String, progress: Progress) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.files.update(|all| all.push(Chosen { key, name, progress }));
        key
    }

    fn words(self) -> &'static conversation::Words {
        conversation::words_in(untrack(|| self.portal.texts.language()))
    }

    fn tells(self, pick: own::Pick, values: &[(&str, &str)]) {
        let text = fill(pick(self.portal.texts.of_part().untracked()), values);
        let _ = self.say.try_with_value(|say| say(text));
    }

    /// Takes some files.
    pub fn take(self, chosen: Vec<web_sys::File>) {
        let (words, room) = (self.words(), self.files.with_untracked(|all| room(all)));
        let upload = &self.portal.texts.of_part::<own::Catalogue>().untracked().upload;
        let most = MOST_UPLOADS.to_string();
        self.notice.set(if chosen.len() > room { fill(upload.too_many, &[("n", &most)]) } else { String::new() });
        for file in chosen.into_iter().take(room) {
            let name = file.name();
            match refusal(words, &name, file.size() as u64) {
                Some(text) => drop(self.put(name, Progress::Refused(text))),
                None => {
                    let key = self.put(name, Progress::Waiting);
                    self.held.update_value(|held| held.push((key, file)));
                }
            }
        }
        self.go();
    }

    /// Uploads what waits, one after the other.
    fn go(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        let _ = self.busy.try_update_value(|busy| *busy = true);
        spawn_local(async move {
            while let Some((key, file)) = self.first() {
                self.upload(key, file).await;
            }
            let _ = self.busy.try_update_value(|busy| *busy = false);
        });
    }

    fn first(self) -> Option<(u32, web_sys::File)> {
        let waits = |file: &&Chosen| file.progress == Progress::Waiting;
        let key = self.files.try_with_untracked(|all| all.iter().find(waits).map(|file| file.key)).flatten()?;
        let file = self.held.try_with_value(|held| held.iter().find(|(of, _)| *of == key).map(|(_, file)| file.clone())).flatten();
        if file.is_none() {
            self.stand(key, Progress::Refused(refused(self.words(), "", "")));
        }
        Some((key, file?))
    }

    fn stand(self, key: u32, now: Progress) {
        let _ = self.files.try_update(|all| all.iter_mut().filter(|file| file.key == key).for_each(|file| file.progress = now.clone()));
    }

    async fn upload(self, key: u32, file: web_sys::File) {
        self.stand(key, Progress::Going(0));
        let (words, name) = (self.words(), file.name());
        let Some(bytes) = bytes_of(&file).await else {
            return self.stand(key, Progress::Refused(refused(words, "", &name)));
        };
        let api = watched(self.portal, move |percent| self.stand(key, Progress::Going(percent)));
        match api.upload_my_document_file(&Attempt::new(), self.id, &name, bytes).await {
            // It was taken away while it was on its way.
            Ok(there) if !self.is_wanted(key) => drop(self.portal.api().remove_my_document_file(&Attempt::new(), there.id).await),
            Ok(there) => {
                self.stand(key, Progress::There(there));
                let _ = self.held.try_update_value(|held| held.retain(|(of, _)| *of != key));
                self.tells(|c| c.upload.there, &[("name", &name)]);
            }
            Err(failure) => {
                let text = file_words(words, &failure, &name).unwrap_or_else(|| {
                    let told = tell(self.portal, &failure);
                    format!("{}. {}", told.title, told.text)
                });
                let again = failure.may_have_happened() || failure.status() == Some(429);
                self.stand(key, if again { Progress::Unheard(text) } else { Progress::Refused(text) });
            }
        }
    }

    fn is_wanted(self, key: u32) -> bool {
        self.files.try_with_untracked(|all| all.iter().any(|file| file.key == key)).unwrap_or_default()
    }

    /// Tries one again that nobody answered for.
    pub fn again(self, key: u32) {
        self.stand(key, Progress::Waiting);
        self.go();
    }

    /// Takes one away, at the server, too, if it is there.
    pub async fn remove(self, file: Chosen) -> Result<(), ui::Failure> {
        if let Progress::There(there) = &file.progress {
            match self.portal.api().remove_my_document_file(&Attempt::new(), there.id).await {
                Err(failure) if failure.status() != Some(404) => return Err(tell(self.portal, &failure)),
                _ => {}
            }
        }
        let _ = self.files.try_update(|all| all.retain(|other| other.key != file.key));
        let _ = self.held.try_update_value(|held| held.retain(|(of, _)| *of != file.key));
        self.tells(|c| c.upload.removed, &[("name", &file.name)]);
        ui::focus(CHOOSE);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(progress: Progress) -> Chosen {
        Chosen { key: 1, name: "card.jpg".into(), progress }
    }

    #[test]
    fn d10_nothing_is_submitted_before_every_file_is_there() {
        let there = DocumentFile {
            id: "01890000-0000-7000-8000-000000000001".parse().unwrap(),
            name: "card.jpg".into(),
            media_type: "image/jpeg".into(),
            bytes: 5,
        };
        let there = || file(Progress::There(there.clone()));
        assert_eq!(ready(&[]), Ready::None);
        assert_eq!(ready(&[there()]), Ready::Yes);
        assert_eq!(ready(&[there(), file(Progress::Going(30))]), Ready::Wait);
        assert_eq!(ready(&[there(), file(Progress::Unheard("no".into()))]), Ready::Left);
        assert_eq!(room(&[there(), file(Progress::Refused("no".into()))]), MOST_UPLOADS - 1, "what is refused takes no room");
    }
}
