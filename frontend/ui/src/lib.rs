//! The design system of both applications: native elements with labels, states and keyboard behaviour that are right by
//! default, and the layouts around them. Nothing here knows what the product is about: every text is passed in, by prop or
//! once through [`Words`], and every decision is the caller's.
//!
//! `README.md` beside this crate lists each part with its props and a line of use; `styles/` holds how they look.

pub mod accent;
mod announce;
mod button;
mod conflict;
mod dialog;
mod dom;
pub mod draft;
mod failure;
mod field;
mod form;
mod icon;
mod load;
mod marks;
mod menu;
mod pages;
pub mod panic;
mod session;
mod shell;
mod shortcut;
mod table;
mod tabs;
pub mod time;
mod toast;
mod unsaved;
mod words;

pub use announce::{Announcer, Heading, announce};
pub use button::{Act, Button, ButtonKind, ButtonLink, IconButton, Submit, act};
pub use conflict::{ConflictDialog, ConflictRow};
pub use dialog::{ConfirmDialog, Dialog};
pub use dom::{after_press, focus, live, now, on_resize, unique_id, watch_presses};
pub use failure::{Failure, FieldProblem};
pub use field::{Checkbox, Choice, DateField, Field, FieldKind, Fieldset, Radios, Select};
pub use form::{Form, FormState};
pub use icon::{Icon, IconName};
pub use load::{Empty, FailureNote, Fetched, Load, Skeleton, fetched};
pub use marks::{Avatar, Banner, Card, CheckItem, Checklist, Progress, Tag, Tone};
pub use menu::{Menu, MenuAction, MenuLink, MenuRule};
pub use pages::{Pager, Pages, pages};
pub use session::{SessionGuard, SessionWords};
pub use shell::{AdminShell, PortalShell, ShellLink, SidePanel};
pub use shortcut::{ShortcutHelp, Shortcuts, provide_shortcuts, use_shortcut};
pub use table::{Cell, Row, Table};
pub use tabs::{TabLink, Tabs};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use unsaved::{UnsavedGuard, watch_back};
pub use words::{Words, provide_words, use_words};
