//! The shape of a language: every text by group and key. A new text is added here and in every language's file.

/// A text that depends on a number, `{n}`. English and Spanish tell one from more (Unicode CLDR, whole numbers).
pub struct Plural {
    /// For exactly one.
    pub one: &'static str,
    /// For every other number.
    pub other: &'static str,
}

/// Makes the type of a catalogue, and says which value of it is which language's. One in a file.
macro_rules! catalogue {
    (
        $(#[$about:meta])* $Catalogue:ident in $en:path, $es:path {
            $($(#[$doc:meta])* $group:ident: $Group:ident { $($key:ident),+ $(,)? })+
            $(@plurals $Plurals:ident { $($plural:ident),+ $(,)? })?
        }
    ) => {
        $(#[$about])*
        pub struct $Catalogue {
            $($(#[$doc])* pub $group: $Group,)+
            $(
                /// Numbers with their nouns.
                pub plurals: $Plurals,
            )?
        }

        $($(#[$doc])* pub struct $Group { $(pub $key: &'static str),+ })+

        $(
            /// Numbers with their nouns.
            pub struct $Plurals { $(pub $plural: $crate::texts::Plural),+ }
        )?

        impl $crate::texts::Spoken for $Catalogue {
            fn in_language(language: domain::practice::profile::Language) -> &'static Self {
                match language {
                    domain::practice::profile::Language::En => &$en,
                    domain::practice::profile::Language::Es => &$es,
                }
            }

            #[cfg(test)]
            fn every(&self) -> Vec<(&'static str, &'static str)> {
                vec![
                    $($((concat!(stringify!($group), ".", stringify!($key)), self.$group.$key),)+)+
                    $(
                        $((concat!("plurals.", stringify!($plural), ".one"), self.plurals.$plural.one),)+
                        $((concat!("plurals.", stringify!($plural), ".other"), self.plurals.$plural.other),)+
                    )?
                ]
            }
        }

        #[cfg(test)]
        mod languages {
            #[test]
            fn say_the_same_in_their_own_words() {
                $crate::texts::compare::<super::$Catalogue>();
            }
        }
    };
}
pub(crate) use catalogue;

catalogue! {
    /// The texts that are there from the start, in one language. Other parts of the program have catalogues of their own.
    Catalogue in super::en::EN, super::es::ES {
        /// What the shared parts say.
        words: Words {
            locale, optional, required, date_unreadable, show_password, hide_password, pick_date, check_fields, working, loading, try_again,
            close, cancel, undo, show_more, open_menu, skip_to_content, unsaved_title, unsaved_text, unsaved_stay, unsaved_leave,
        }
        /// When the program itself failed.
        stopped: Stopped {
            title, text, reload,
        }
        /// Said in many places.
        general: General {
            navigation, home, appointments, documents, messages, messages_unread, my_account, account_of, sign_out, other_language, other_language_tag, call, footer_call, new_tab,
            minutes_and_seconds, back_to_sign_in, back_to_account, save, saved, email, email_wrong,
        }
        /// The practice's portal page (A1).
        doors: Doors {
            intro, existing, existing_text, new, new_text, new_online, first_visit, signed_in, go_on, closed, closed_text, nobody, nobody_text,
        }
        /// Signing in (A14, A17).
        sign_in: SignIn {
            title, password, submit, forgot, code, trouble, first_visit, ended, signed_out, signed_out_everywhere, new_password, new_email,
        }
        /// The PIN code of the telephone (A9).
        code: Code {
            title, intro, code, code_hint, code_wrong, submit, back,
        }
        /// The invitation's link and PIN (A6, A12 to A15).
        welcome: Welcome {
            title, intro, pin, pin_newest, submit, no_link, no_link_text,
        }
        /// Creating a password (A13).
        password: Password {
            title, hello, email, new, hint, again, differs, is_email, submit, strength, weak, fair, good, strong, over, over_text,
        }
        /// The first page after signing in.
        home: Home {
            hello, message, clinician, reach, reach_text, offices, map, video, here, here_password, here_devices, here_language, here_record,
        }
        /// Before a session ends (A20).
        session: Session {
            title, text, stay, left, leave, leave_not,
        }
        /// An address that leads nowhere.
        missing: Missing {
            title, text, go,
        }
        /// What failed, by the API's code: what happened, then what to do.
        problems: Problems {
            sign_in_refused, sign_in_refused_text, pin_refused, pin_refused_text, link_refused, link_refused_text, wait, wait_text,
            portal_closed, portal_closed_text, invalid_input, invalid_input_text, not_found, not_found_text, session_ended,
            session_ended_text, stale, stale_text, busy, busy_text, network, network_text, other, other_text, quote, sign_out,
        }
        /// What is wrong with one field, by the API's code.
        fields: Fields {
            wrong_password, too_long, too_long_n, password_short, password_short_n, password_weak, email_taken, same_email,
            control_characters, other,
        }
        /// Waiting after too many tries (A22).
        wait: Wait {
            left, over,
        }
        @plurals Plurals { seconds, minutes, digits, unsent, unsaved }
    }
}
