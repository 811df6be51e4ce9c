//! The routes: pages for who is not signed in yet, and the pages inside the shell.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;
use ui::{Announcer, ButtonLink, Empty, Heading, provide_shortcuts, provide_toasts, provide_words};

use crate::access::{EnrolPage, ForgotPage, JoinPage, RecoveryPage, SecondFactorPage, SetUpPage, SignInPage};
use crate::account::AccountPage;
use crate::calendar::CalendarRoutes;
use crate::clients::ClientRoutes;
use crate::documents::DocumentRoutes;
use crate::home::HomePage;
use crate::messages::MessageRoutes;
use crate::requests::RequestRoutes;
use crate::session::provide_session;
use crate::settings::SettingsRoutes;
use crate::shell::Shell;
use crate::words;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_words(words::english());
    provide_toasts();
    provide_shortcuts();
    let session = provide_session();
    view! {
        <Router>
            <Announcer suffix=session.place count=session.unread>
                <Routes fallback=|| view! { <Redirect path="/admin" /> }>
                    <Route path=path!("/admin/sign-in") view=SignInPage />
                    <Route path=path!("/admin/second-factor") view=SecondFactorPage />
                    <Route path=path!("/admin/enrol") view=EnrolPage />
                    <Route path=path!("/admin/forgot") view=ForgotPage />
                    <Route path=path!("/admin/recovery") view=RecoveryPage />
                    <Route path=path!("/admin/join") view=JoinPage />
                    <Route path=path!("/admin/setup") view=SetUpPage />
                    <ParentRoute path=path!("/admin") view=Shell>
                        <Route path=path!("") view=HomePage />
                        <CalendarRoutes />
                        <RequestRoutes />
                        <ClientRoutes />
                        <MessageRoutes />
                        <DocumentRoutes />
                        <SettingsRoutes />
                        <Route path=path!("account") view=AccountPage />
                        <Route path=path!("*any") view=NothingHere />
                    </ParentRoute>
                </Routes>
            </Announcer>
        </Router>
    }
}

/// An address that leads nowhere, or to something that this role does not have.
#[component]
pub fn NothingHere() -> impl IntoView {
    view! {
        <div class="page narrow">
            <Heading text="There is nothing here" />
            <Empty title="This page does not exist" text="The address may be misspelt, or it is not part of your role.">
                <ButtonLink href="/admin">"Go to Home"</ButtonLink>
            </Empty>
        </div>
    }
    .into_any()
}
