use domain::access::account::*;
use domain::access::password::*;
use domain::access::portal_access::*;
use domain::access::second_factor::*;
use domain::access::session::*;
use domain::access::welcome::*;
use domain::practice::client::ClientInput;
use domain::practice::profile::*;
use domain::practice::staff::*;
use domain::text::*;
use domain::{LoginId, SessionId, StaffId};
use platform::Platform;
use platform::audit::Actor;
use platform::caller::*;
use platform::config::Config;
use platform::db::Scope;
use std::sync::Arc;

async fn platform(pg: bool, dir: &std::path::Path) -> Platform {
    let url = std::env::var("PG").ok().filter(|_| pg);
    let config = Config {
        mailbox: true,
        data_dir: dir.into(),
        database_url: url,
        master_key: Some("1:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".into()),
        ..Config::default()
    };
    Platform::start(config, platform::clock::Clock::frozen("2026-03-03T15:00:00Z".parse().unwrap()), platform::secrets::Entropy::system())
        .await
        .unwrap()
}
fn anyone() -> Anyone {
    Anyone { ip: None, app: Some(App::Portal), device: "Firefox on Linux".into(), device_token: None }
}
fn set_up_input(token: &Secret, slug: &str) -> SetUpPractice {
    let json = serde_json::json!({"token": token, "profile": {"name":"Willow & Reed","slug":slug,"phone":"+1 607 555 0142","reply_to":null,"zone":"America/New_York","currency":"USD","accent":null,"language":"en"},
     "owner":{"first_name":"Jordan","last_name":"Hale","email":"jordan@w.example","password":"quiet river stone"},
     "office":{"name":"Maple","kind":"video","address":null,"phone":null},"service":{"name":"Session","code":"","minutes":50,"fee":{"amount_minor":100,"currency":"USD"}},
     "availability":[{"weekday":"monday","from_minute":540,"to_minute":600}]});
    serde_json::from_value(json).unwrap()
}
async fn held(p: &Platform, o: &access::sessions::Opened, subject: Subject) -> Held {
    Held {
        practice: o.begun.named.practice,
        session: o.begun.named.session,
        app: o.begun.named.app,
        kind: o.begun.named.kind,
        subject,
        ends: o.ends(p),
        ip: None,
    }
}
async fn open_session(p: &Platform, scope: Scope, id: SessionId) -> bool {
    platform::session::store::find(p.db.read(), scope, id).await.unwrap().unwrap().ended_at.is_none()
}
async fn mails(p: &Platform, to: &str) -> Vec<platform::outbox::MailboxItem> {
    platform::outbox::recent(p, Some(to), 100).await.unwrap()
}
fn code<T>(r: Result<T, platform::problem::Problem>) -> String {
    match r {
        Ok(_) => "ok".into(),
        Err(p) => match p.errors.first() {
            Some(e) => format!("{}@{}", e.code, e.pointer),
            None => p.code.to_string(),
        },
    }
}

async fn walk(pg: bool) {
    let dir = tempfile::tempdir().unwrap();
    let p = platform(pg, dir.path()).await;
    let slug = format!("w{}", p.secrets.letters(10));
    // set-up: two at once
    let token = access::offer_set_up(&p).await.unwrap();
    let scope;
    let owner;
    if let Some(token) = token {
        assert_eq!(code(access::set_up::set_up(&p, &anyone(), &set_up_input(&"wrong".into(), &slug)).await), "link_refused");
        let (b, c) = (set_up_input(&token, &slug), set_up_input(&token, &format!("{slug}b")));
        let (x, y) = (anyone(), anyone());
        let (r1, r2) = futures_util::future::join(access::set_up::set_up(&p, &x, &b), access::set_up::set_up(&p, &y, &c)).await;
        let mut codes = [if r1.is_ok() { "ok".to_string() } else { "no".into() }, if r2.is_ok() { "ok".into() } else { "no".into() }];
        codes.sort();
        assert_eq!(codes, ["no", "ok"]);
        let o = r1.or(r2).ok().unwrap();
        scope = Scope { practice: o.begun.named.practice };
        owner = StaffId(o.subject);
        assert!(access::offer_set_up(&p).await.unwrap().is_none());
    } else {
        panic!("empty database wanted")
    }
    let practice = practice::practices::get(p.db.read(), scope).await.unwrap().unwrap();
    let slug = practice.slug();
    let actor = Actor { kind: domain::practice::audit::ActorKind::Staff, id: Some(owner.0), ip: None };
    let client = |email: &str, ok: bool| -> ClientInput {
        serde_json::from_value(serde_json::json!({"first_name":"Maya","last_name":"Ortiz","status":"active","emails":[{"address":email,"kind":"home","email_ok":ok},{"address":format!("second-{email}"),"kind":"home","email_ok":true}]})).unwrap()
    };
    let tx = p.db.write().await.unwrap();
    let maya = practice::clients::create(&p, &*tx, scope, &client("Maya@Example.com", true)).await.unwrap().id();
    let other = practice::clients::create(&p, &*tx, scope, &client("maya@example.com", true)).await.unwrap().id();
    let notok = practice::clients::create(&p, &*tx, scope, &client("no@example.com", false)).await.unwrap().id();
    tx.commit().await.unwrap();
    let inv = |email: &str| CreatePortalInvitation { email: email.into(), rights: None, wording: None };
    assert_eq!(code(access::portal_access::invite(&p, scope, actor, notok, &inv("no@example.com")).await), "email_not_ok@/email");
    assert_eq!(
        code(access::portal_access::invite(&p, scope, actor, maya, &inv("x@example.com")).await),
        "not_an_address_of_the_client@/email"
    );
    let i1 = access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com ")).await.unwrap();
    assert!(practice::practices::get(p.db.read(), scope).await.unwrap().unwrap().slug_locked);
    assert_eq!(code(access::portal_access::invite(&p, scope, actor, other, &inv("MAYA@example.com")).await), "email_taken@/email");
    let m = mails(&p, "maya@example.com").await;
    println!("{}", m[0].text);
    assert_eq!(m.len(), 1);
    let i2 = access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com")).await.unwrap();
    assert_ne!(i1.pin.as_str(), i2.pin.as_str());
    assert_eq!(mails(&p, "maya@example.com").await.len(), 1, "older withdrawn");
    access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com")).await.unwrap();
    let i4 = access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com")).await.unwrap();
    let e = access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com")).await.err().unwrap();
    assert_eq!((e.code, e.retry_after), ("too_many_today", Some(14 * 3600)));
    let v = access::portal_access::show(&p, scope, maya).await.unwrap();
    assert_eq!((v.state, v.bar, v.resends_left), (AccessState::Invited, Some(InvitationBar::TooManyToday), 0));
    let ow = |i: &access::portal_access::Invited, pin: &str, email: &str| OpenWelcome {
        practice: slug.clone(),
        email: email.into(),
        pin: pin.into(),
        link_token: i.link_token.clone(),
    };
    // dead pin on own link
    assert_eq!(code(access::welcome::open(&p, &anyone(), &ow(&i1, i1.pin.as_str(), "maya@example.com")).await), "pin_refused");
    assert_eq!(code(access::welcome::open(&p, &anyone(), &ow(&i1, i4.pin.as_str(), "no@example.com")).await), "pin_refused");
    // older link, newest pin
    let o = access::welcome::open(&p, &anyone(), &ow(&i1, i4.pin.as_str(), " MAYA@example.com")).await.unwrap();
    assert_eq!(o.begun.named.kind, SessionKind::MustSetPassword);
    assert_eq!(code(access::welcome::open(&p, &anyone(), &ow(&i4, i4.pin.as_str(), "maya@example.com")).await), "pin_refused");
    let setter = access::welcome::Setter::from(&o);
    for (pw, c) in [
        ("maya@example.com", "password_is_email@/password"),
        ("short1", "password_short@/password"),
        ("password123", "password_guessable@/password"),
    ] {
        assert_eq!(code(access::welcome::set_password(&p, setter, &anyone(), &pw.into()).await), c);
    }
    let (x, y) = (anyone(), anyone());
    let pw: Secret = "seven paper boats".into();
    let (a, b) =
        futures_util::future::join(access::welcome::set_password(&p, setter, &x, &pw), access::welcome::set_password(&p, setter, &y, &pw))
            .await;
    let mut cs = [code(a.as_ref().map_err(Clone::clone)), code(b.as_ref().map_err(Clone::clone))];
    cs.sort();
    assert_eq!(cs, ["ok", "session_ended"]);
    let first = a.or(b).ok().unwrap();
    let v = access::portal_access::show(&p, scope, maya).await.unwrap();
    assert_eq!((v.state, v.bar), (AccessState::Active, Some(InvitationBar::SignedInAlready)));
    assert_eq!(code(access::portal_access::invite(&p, scope, actor, maya, &inv("maya@example.com")).await), "signed_in_already");
    // sign in
    let si = |pw: &str| SignIn { app: App::Portal, practice: slug.clone(), email: "maya@example.com".into(), password: pw.into() };
    let s = access::sign_in::sign_in(&p, &anyone(), &si("seven paper boats")).await.unwrap();
    assert_eq!(mails(&p, "maya@example.com").await[0].kind, "new_device");
    let device = s.cookies(&p, actix_web::http::StatusCode::OK).finish();
    let token = device.cookies().find(|c| c.name() == "anteroom-device").unwrap().value().to_owned();
    let mine = Anyone { device_token: Some(token), ..anyone() };
    let n = mails(&p, "maya@example.com").await.len();
    access::sign_in::sign_in(&p, &mine, &si("seven paper boats")).await.unwrap();
    assert_eq!(mails(&p, "maya@example.com").await.len(), n, "known device: no notice");
    for k in 0..6 {
        let c = code(access::sign_in::sign_in(&p, &anyone(), &si("wrong")).await);
        assert_eq!(c, if k < 5 { "sign_in_refused" } else { "wait" });
    }
    assert_eq!(code(access::sign_in::sign_in(&p, &anyone(), &si("seven paper boats")).await), "wait");
    let s2 = access::sign_in::sign_in(&p, &mine, &si("seven paper boats")).await.unwrap();
    p.clock.advance(16);
    assert_eq!(code(access::sign_in::sign_in(&p, &anyone(), &si("wrong")).await), "sign_in_refused");
    assert_eq!(code(access::sign_in::sign_in(&p, &anyone(), &si("wrong")).await), "wait");
    // change password
    let subject = Subject::Login { login: LoginId(s2.subject), client: maya, rights: v.rights };
    let h = held(&p, &s2, subject).await;
    assert_eq!(
        code(
            access::account::change_password(
                &p,
                &h,
                &ChangePassword { current_password: "no".into(), new_password: "four blue doors".into() }
            )
            .await
        ),
        "wrong_password@/current_password"
    );
    assert_eq!(
        code(
            access::account::change_password(
                &p,
                &h,
                &ChangePassword { current_password: "seven paper boats".into(), new_password: "maya ortiz".into() }
            )
            .await
        ),
        "password_guessable@/new_password"
    );
    access::account::change_password(
        &p,
        &h,
        &ChangePassword { current_password: "seven paper boats".into(), new_password: "four blue doors".into() },
    )
    .await
    .unwrap();
    assert!(open_session(&p, scope, s2.begun.named.session).await && !open_session(&p, scope, first.begun.named.session).await);
    assert_eq!(mails(&p, "maya@example.com").await[0].kind, "password_changed");
    assert_eq!(access::account::list(&p, &h).await.unwrap().items.len(), 1);
    let me = access::account::me(&p, &h).await.unwrap();
    assert!(me.client.is_some());
    // recovery: four links, last three work
    let rr = |email: &str| RequestPasswordRecovery { app: App::Portal, practice: slug.clone(), email: email.into() };
    let mut tokens = vec![];
    for _ in 0..4 {
        access::recovery::request(&p, &anyone(), &rr("maya@example.com")).await.unwrap();
        let t = mails(&p, "maya@example.com").await[0].text.clone();
        tokens.push(t.split("#token=").nth(1).unwrap().split_whitespace().next().unwrap().to_string());
        p.clock.advance(1);
    }
    println!("{}", mails(&p, "maya@example.com").await[0].text);
    access::recovery::request(&p, &anyone(), &rr("nobody@example.com")).await.unwrap();
    assert!(mails(&p, "nobody@example.com").await.is_empty());
    let rp = |t: &str, pw: &str| RecoverPassword { app: App::Portal, practice: slug.clone(), token: t.into(), password: pw.into() };
    assert_eq!(code(access::recovery::recover(&p, &anyone(), &rp(&tokens[0], "nine green hats")).await), "link_refused");
    assert_eq!(code(access::recovery::recover(&p, &anyone(), &rp(&tokens[1], "password1")).await), "password_guessable@/password");
    access::recovery::recover(&p, &anyone(), &rp(&tokens[1], "nine green hats")).await.unwrap();
    for t in &tokens {
        assert_eq!(code(access::recovery::recover(&p, &anyone(), &rp(t, "nine green hats")).await), "link_refused");
    }
    assert!(!open_session(&p, scope, s2.begun.named.session).await);
    let s3 = access::sign_in::sign_in(&p, &anyone(), &si("nine green hats")).await.unwrap();
    // pin code
    assert_eq!(code(access::portal_access::create_pin_code(&p, scope, actor, other).await), "not_invited");
    let c = access::portal_access::create_pin_code(&p, scope, actor, maya).await.unwrap();
    let rd = |code: &str| RedeemPinCode { practice: slug.clone(), email: "Maya@example.com".into(), code: code.into() };
    let wrong = if c.code.as_str() == "000000" { "000001" } else { "000000" };
    assert_eq!(code(access::welcome::redeem(&p, &anyone(), &rd(wrong)).await), "pin_refused");
    let spaced = format!("{} {}", &c.code.as_str()[..3], &c.code.as_str()[3..]);
    let o = access::welcome::redeem(&p, &anyone(), &rd(&spaced)).await.unwrap();
    assert_eq!(code(access::welcome::redeem(&p, &anyone(), &rd(c.code.as_str())).await), "pin_refused");
    let s4 = access::welcome::set_password(&p, access::welcome::Setter::from(&o), &anyone(), &"two quick foxes ran".into()).await.unwrap();
    assert!(!open_session(&p, scope, s3.begun.named.session).await);
    let c = access::portal_access::create_pin_code(&p, scope, actor, maya).await.unwrap();
    p.clock.advance(601);
    assert_eq!(code(access::welcome::redeem(&p, &anyone(), &rd(c.code.as_str())).await), "pin_refused");
    let c = access::portal_access::create_pin_code(&p, scope, actor, maya).await.unwrap();
    let wrong = if c.code.as_str() == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(code(access::welcome::redeem(&p, &anyone(), &rd(wrong)).await), "pin_refused");
    }
    assert_eq!(code(access::welcome::redeem(&p, &anyone(), &rd(c.code.as_str())).await), "pin_refused");
    // preferences & rights
    let v = access::portal_access::show(&p, scope, maya).await.unwrap();
    let h4 = held(&p, &s4, Subject::Login { login: LoginId(s4.subject), client: maya, rights: v.rights }).await;
    let clientc = Client {
        practice: scope.practice,
        login: LoginId(s4.subject),
        client: maya,
        rights: v.rights,
        session: s4.begun.named.session,
        ip: None,
    };
    let me = access::account::prefer(&p, &clientc, &UpdatePreferences { language: Language::Es, notices: Notices { new_device: false } })
        .await
        .unwrap();
    assert_eq!(me.client.unwrap().language, Language::Es);
    // e-mail change
    let ec = |pw: &str, e: &str| RequestEmailChange { password: pw.into(), new_email: e.into() };
    assert_eq!(code(access::account::email_change::request(&p, &clientc, &ec("no", "n@example.com")).await), "wrong_password@/password");
    assert_eq!(
        code(access::account::email_change::request(&p, &clientc, &ec("two quick foxes ran", "MAYA@example.com")).await),
        "same_email@/new_email"
    );
    access::account::email_change::request(&p, &clientc, &ec("two quick foxes ran", " new@Example.org")).await.unwrap();
    let t = mails(&p, "new@example.org").await[0].text.clone();
    println!("{t}");
    let t = t.split("#token=").nth(1).unwrap().split_whitespace().next().unwrap().to_string();
    let ce = ConfirmEmailChange { practice: slug.clone(), token: t.as_str().into() };
    access::account::email_change::confirm(&p, &anyone(), Some(&h4), &ce).await.unwrap();
    assert!(open_session(&p, scope, s4.begun.named.session).await);
    assert_eq!(code(access::account::email_change::confirm(&p, &anyone(), None, &ce).await), "link_refused");
    assert_eq!(mails(&p, "maya@example.com").await[0].kind, "email_changed");
    // the address is free now: the other client takes it; then a change to it is refused at confirmation
    access::portal_access::invite(&p, scope, actor, other, &inv("maya@example.com")).await.unwrap();
    access::account::email_change::request(&p, &clientc, &ec("two quick foxes ran", "maya@example.com")).await.unwrap();
    let t = mails(&p, "maya@example.com").await.into_iter().find(|m| m.kind == "email_change").unwrap().text;
    let t = t.split("#token=").nth(1).unwrap().split_whitespace().next().unwrap().to_string();
    assert_eq!(
        code(
            access::account::email_change::confirm(
                &p,
                &anyone(),
                None,
                &ConfirmEmailChange { practice: slug.clone(), token: t.as_str().into() }
            )
            .await
        ),
        "link_refused"
    );
    // A7
    let i = access::portal_access::change_email(&p, scope, actor, maya, &ChangePortalEmail { email: "second-maya@example.com".into() })
        .await
        .unwrap();
    assert!(!open_session(&p, scope, s4.begun.named.session).await);
    assert_eq!(
        code(access::portal_access::change_email(&p, scope, actor, maya, &ChangePortalEmail { email: "maya@example.com".into() }).await),
        "email_taken@/email"
    );
    let v = access::portal_access::show(&p, scope, maya).await.unwrap();
    assert_eq!(v.state, AccessState::Invited);
    let o = access::welcome::open(&p, &anyone(), &ow(&i, i.pin.as_str(), "second-maya@example.com")).await.unwrap();
    let s5 = access::welcome::set_password(&p, access::welcome::Setter::from(&o), &anyone(), &"two quick foxes ran".into()).await.unwrap();
    // A8
    access::portal_access::disable(&p, scope, actor, maya).await.unwrap();
    access::portal_access::disable(&p, scope, actor, maya).await.unwrap();
    assert_eq!(code(access::portal_access::disable(&p, scope, actor, notok).await), "not_invited");
    assert!(!open_session(&p, scope, s5.begun.named.session).await);
    let si2 = SignIn { email: "second-maya@example.com".into(), ..si("two quick foxes ran") };
    assert_eq!(code(access::sign_in::sign_in(&p, &anyone(), &si2).await), "sign_in_refused");
    assert_eq!(code(access::portal_access::create_pin_code(&p, scope, actor, maya).await), "disabled");
    let i = access::portal_access::invite(&p, scope, actor, maya, &inv("second-maya@example.com")).await;
    println!("{}", code(i.as_ref().map_err(Clone::clone)));
    p.clock.advance(24 * 3600);
    let i = access::portal_access::invite(&p, scope, actor, maya, &inv("second-maya@example.com")).await.unwrap();
    assert_eq!(code(access::sign_in::sign_in(&p, &anyone(), &si2).await), "sign_in_refused");
    // 200 parallel guesses: exactly 5 evaluated
    let p2 = Arc::new(p.clone());
    let tasks: Vec<_> = (0..200)
        .map(|k| {
            let (p, input) = (p2.clone(), ow(&i, &format!("x{k}"), "second-maya@example.com"));
            tokio::spawn(async move { code(access::welcome::open(&p, &anyone(), &input).await) })
        })
        .collect();
    let mut seen = std::collections::BTreeMap::new();
    for t in tasks {
        *seen.entry(t.await.unwrap()).or_insert(0) += 1;
    }
    println!("{seen:?}");
    assert!(access::portal_access::show(&p, scope, maya).await.unwrap().invitation.unwrap().burnt);
    // same invite twice at once
    let (x, y) = futures_util::future::join(
        access::portal_access::invite(
            &p,
            scope,
            actor,
            notok,
            &CreatePortalInvitation { email: "second-no@example.com".into(), rights: None, wording: None },
        ),
        async { access::portal_access::invite(&p, scope, actor, notok, &inv("second-no@example.com")).await },
    )
    .await;
    println!("{} {}", code(x), code(y));
    // overview
    let ov = access::overview::overview(&p, scope).await.unwrap();
    println!("{:?}", ov);
    assert_eq!(ov.waiting_clients.len(), 3);
    // team
    let iv: InviteStaff = serde_json::from_value(
        serde_json::json!({"email":"priya@w.example","details":{"first_name":"Priya","last_name":"Nair","role":"clinician"}}),
    )
    .unwrap();
    let a = access::team::invite(&p, scope, actor, &iv).await.unwrap();
    let b = access::team::resend(&p, scope, actor, a.member.id()).await.unwrap();
    let ac = |t: &Secret| AcceptStaffInvitation {
        practice: slug.clone(),
        email: "Priya@w.example".into(),
        token: t.clone(),
        password: "seven paper boats".into(),
    };
    assert_eq!(code(access::team::accept(&p, &anyone(), &ac(&a.token)).await), "link_refused");
    let tx = p.db.write().await.unwrap();
    practice::practices::set_rules(&*tx, scope, &SignInRules { second_factor_required: true, ..SignInRules::default() }).await.unwrap();
    tx.commit().await.unwrap();
    let o = access::team::accept(&p, &anyone(), &ac(&b.token)).await.unwrap();
    assert_eq!(o.begun.named.kind, SessionKind::MustEnrolSecondFactor);
    assert_eq!(code(access::team::resend(&p, scope, actor, a.member.id()).await), "signed_in_already");
    let priya = a.member.id();
    let hs = held(&p, &o, Subject::Staff { staff: priya, role: Role::Clinician }).await;
    let en = access::second_factor::start(&p, &hs).await.unwrap();
    println!("{} {}", en.uri.as_str(), en.qr_svg.as_str().len());
    assert_eq!(
        code(access::second_factor::confirm(&p, &hs, &anyone(), &SecondFactorCode { code: "123".into() }).await.map(|_| ())),
        "wrong_code@/code"
    );
    let now_code = || access::second_factor::code_at(&en.secret, p.clock.now()).unwrap();
    let (codes, full) = access::second_factor::confirm(&p, &hs, &anyone(), &SecondFactorCode { code: now_code() }).await.unwrap();
    assert_eq!((codes.codes.len(), full.begun.named.kind), (10, SessionKind::Full));
    assert_eq!(code(access::second_factor::start(&p, &hs).await), "second_factor_enrolled");
    let ss = SignIn { app: App::Admin, practice: slug.clone(), email: "priya@w.example".into(), password: "seven paper boats".into() };
    let o = access::sign_in::sign_in(&p, &anyone(), &ss).await.unwrap();
    assert_eq!(o.begun.named.kind, SessionKind::MustGiveSecondFactor);
    let hg = held(&p, &o, Subject::Staff { staff: priya, role: Role::Clinician }).await;
    assert_eq!(
        code(access::second_factor::verify(&p, &hg, &anyone(), &SecondFactorCode { code: now_code() }).await),
        "wrong_code@/code",
        "used at enrolment"
    );
    let at = now_code;
    p.clock.advance(30);
    let full2 = access::second_factor::verify(&p, &hg, &anyone(), &SecondFactorCode { code: at() }).await.unwrap();
    assert_eq!(
        code(access::second_factor::verify(&p, &hg, &anyone(), &SecondFactorCode { code: codes.codes[0].clone() }).await),
        "session_ended"
    );
    let o = access::sign_in::sign_in(&p, &anyone(), &ss).await.unwrap();
    let hg = held(&p, &o, Subject::Staff { staff: priya, role: Role::Clinician }).await;
    access::second_factor::verify(&p, &hg, &anyone(), &SecondFactorCode { code: codes.codes[0].as_str().to_uppercase().into() })
        .await
        .unwrap();
    let o = access::sign_in::sign_in(&p, &anyone(), &ss).await.unwrap();
    let hg = held(&p, &o, Subject::Staff { staff: priya, role: Role::Clinician }).await;
    assert_eq!(
        code(access::second_factor::verify(&p, &hg, &anyone(), &SecondFactorCode { code: codes.codes[0].clone() }).await),
        "wrong_code@/code"
    );
    let member = access::second_factor::reset(&p, scope, actor, priya).await.unwrap();
    assert!(member.totp_sealed.is_none() && !open_session(&p, scope, full2.begun.named.session).await);
    assert!(platform::audit::verify(p.db.read(), scope).await.unwrap().whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite() {
    walk(false).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn postgres() {
    if std::env::var("PG").is_ok() {
        walk(true).await;
    }
}

#[actix_web::test]
async fn http() {
    use actix_web::test::*;
    use utoipa_actix_web::AppExt as _;
    let dir = tempfile::tempdir().unwrap();
    let p = platform(false, dir.path()).await;
    let token = access::offer_set_up(&p).await.unwrap().unwrap();
    let (app, api) = actix_web::App::new().app_data(actix_web::web::Data::new(p.clone())).into_utoipa_app()
        .service(utoipa_actix_web::scope("/api/v1").configure(access::routes)).split_for_parts();
    let mut n = 0;
    for (path, item) in &api.paths.paths {
        for op in [&item.get, &item.put, &item.post, &item.delete].into_iter().flatten() {
            n += 1;
            let ok = op.responses.responses.iter().find(|(s, _)| s.starts_with('2')).unwrap();
            let utoipa::openapi::RefOr::T(r) = ok.1 else { panic!() };
            if let Some(c) = r.content.get("application/json") { let utoipa::openapi::RefOr::T(c) = c else { panic!() }; assert!(c.example.is_some(), "{path}"); } else { assert!(["202","204"].contains(&ok.0.as_str()), "{path} {}", ok.0); }
            assert!(op.summary.is_some() && op.description.is_some() && op.security.is_some(), "{path}");
            println!("{} {path} {:?}", op.operation_id.as_ref().unwrap(), op.responses.responses.keys().collect::<Vec<_>>());
        }
    }
    println!("{n} operations");
    let app = init_service(app).await;
    let r = call_service(&app, TestRequest::post().uri("/api/v1/auth/installation").insert_header(("Anteroom-App","admin")).set_json(set_up_input(&token, "willow")).to_request()).await;
    println!("{:?}", r.headers());
    assert_eq!(r.status(), 201);
    let cookies: Vec<_> = r.response().cookies().map(|c| c.into_owned()).collect();
    assert_eq!(cookies.len(), 2);
    let with = |mut r: TestRequest| { for c in &cookies { r = r.cookie(c.clone()); } r.insert_header(("Anteroom-App","admin")).to_request() };
    let r = call_service(&app, with(TestRequest::get().uri("/api/v1/auth/me"))).await;
    println!("{} {}", r.status(), String::from_utf8_lossy(&read_body(r).await));
    for (m, path) in [("GET", "/auth/devices"), ("GET", "/auth/installation"), ("GET","/practice/overview"), ("POST","/auth/sessions/current/renewal"), ("POST","/auth/second-factor/enrolment")] {
        let r = call_service(&app, with(TestRequest::default().method(m.parse().unwrap()).uri(&format!("/api/v1{path}")))).await;
        println!("{path} {} {:.200}", r.status(), String::from_utf8_lossy(&read_body(r).await));
    }
    let r = call_service(&app, with(TestRequest::delete().uri("/api/v1/auth/sessions/current"))).await;
    assert_eq!(r.status(), 204); println!("{:?}", r.headers());
    let r = call_service(&app, with(TestRequest::delete().uri("/api/v1/auth/sessions/current"))).await;
    assert_eq!(r.status(), 204);
    let r = call_service(&app, with(TestRequest::get().uri("/api/v1/auth/me"))).await;
    assert_eq!(r.status(), 401);
}
