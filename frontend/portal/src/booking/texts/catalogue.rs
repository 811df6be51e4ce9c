//! The shape of a language: every text by group and key.

use crate::texts::catalogue;

catalogue! {
    /// The texts of booking in one language.
    Catalogue in super::en::EN, super::es::ES {
        /// Choosing with whom, where and for what (B4).
        choose: Choose {
            title, lead, lead_at_once, clinician, office, service, pick, first_all, none, none_text,
        }
        /// The week and its times (B5).
        week: Week {
            free, range, earlier, later, morning, afternoon, none_free, empty, empty_until, go_first, times_of, back, gone, gone_text,
            zone, zone_both, own, announce,
        }
        /// Asking for a time (B6, B9).
        ask: Ask {
            title, title_move, when, own_time, who, place, what, note, note_hint, by_hand, at_once, submit, submit_at_once, back, near,
            instead, instead_text, back_to_old,
        }
        /// One appointment (B6, B7).
        one: One {
            requested, requested_text, proposed, proposed_text, confirmed, confirmed_text, over, over_text, cancelled, cancelled_text,
            by_practice, by_practice_text, declined, declined_text, lapsed, lapsed_text, withdrawn, withdrawn_text, back, with, video,
            video_text, address_later, again, take, takes, none_fits, none_fits_text,
        }
        /// The word for how far an appointment is.
        status: Status {
            requested, proposed, confirmed, attended, no_show, late_cancelled, cancelled, by_practice, declined, lapsed, withdrawn,
        }
        /// The list below the grid (B7).
        mine: Mine {
            title, empty, empty_text, past, past_title, past_empty, past_empty_text, details, next, next_none, next_none_text, all,
        }
        /// Cancelling (B8).
        cancel: Cancel {
            cancel, withdraw, change, until, too_late, phone_only, ask, ask_text, keep, ask_withdraw, ask_withdraw_text, keep_request, done,
            done_withdraw,
        }
        /// Taking it along.
        calendar: Calendar {
            title, file, google, outlook, hint, name, failed,
        }
        /// The new-client door (B11).
        door: Door {
            title, lead, closed, closed_text, existing, about, first_name, last_name, email_hint, phone, phone_wrong, note, note_hint,
            questions, submit, submit_hint, code_title, code_lead, code, code_wrong, code_submit, code_spam, done, done_text,
            wrong_code, no_request, no_request_text, proof, proof_text,
        }
        /// What the server refused, by its code.
        refused: Refused {
            taken, taken_text, not_open, not_open_text, too_late, too_late_text, too_late_until, phone_only, phone_only_text, settled,
            settled_text,
        }
        @plurals Plurals { times, minutes, free_times }
    }
}
