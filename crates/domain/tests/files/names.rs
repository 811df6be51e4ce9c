//! Names of files, kept and in headers (M4).

use domain::files::FileKind;
use domain::files::name::{attachment, kept, name_in};

#[test]
fn m4_a_name_is_kept_without_what_leads_elsewhere_or_deceives() {
    for (name, kind, as_kept) in [
        ("report.pdf", FileKind::Pdf, "report.pdf"),
        ("Informe médico 2026.PDF", FileKind::Pdf, "Informe médico 2026.PDF"),
        ("../../etc/passwd", FileKind::Txt, "passwd.txt"),
        ("C:\\Users\\maya\\photo.jpeg", FileKind::Jpeg, "photo.jpeg"),
        ("picture.png", FileKind::Txt, "picture.png.txt"),
        ("invoice\u{202E}fdp.exe", FileKind::Txt, "invoicefdp.exe.txt"),
        ("a\u{200B}\0\nb.txt", FileKind::Txt, "a b.txt"),
        ("<img src=x onerror=alert(1)>.png", FileKind::Png, "_img src=x onerror=alert(1)_.png"),
        ("a\"; filename=b.pdf", FileKind::Pdf, "a_; filename=b.pdf"),
        ("", FileKind::Heic, "file.heic"),
        (".pdf", FileKind::Pdf, "pdf.pdf"),
        ("...", FileKind::Docx, "file.docx"),
        ("a.pdf.", FileKind::Pdf, "a.pdf"),
        ("CON.txt", FileKind::Txt, "_CON.txt"),
        ("lpt1", FileKind::Pdf, "_lpt1.pdf"),
        ("console.txt", FileKind::Txt, "console.txt"),
        ("写真.heif", FileKind::Heic, "写真.heif"),
    ] {
        assert_eq!(kept(name, kind), as_kept, "{name:?}");
    }
}

#[test]
fn m4_a_long_name_is_cut_before_its_ending() {
    for letter in ["a", "é", "語", "👍"] {
        let name = kept(&format!("{}.docx", letter.repeat(500)), FileKind::Docx);
        assert!(name.len() <= 200 && name.len() > 190 && name.ends_with(&format!("{letter}.docx")), "{name}");
    }
}

#[test]
fn m4_what_is_kept_is_kept_again() {
    for name in ["../x", "CON", "a..pdf", " . a .png", "\u{202E}", "a/b\\c", "aux.tar.pdf", "x.JPEG", "com1.com1", ". .", "a\u{2028}b"] {
        for kind in FileKind::ALL {
            let once = kept(name, *kind);
            assert_eq!(kept(&once, *kind), once, "{name:?} {kind:?}");
        }
    }
}

#[test]
fn m4_a_name_travels_in_a_header() {
    for name in ["report.pdf", "Informe médico.pdf", "写真 1.jpg", "a\"b\\c;d=e'f%41.txt", "👍.png", "x\r\nSet-Cookie: a=b"] {
        let header = attachment(name);
        assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{header}");
        assert_eq!(name_in(&header).as_deref(), Some(name), "{header}");
    }
    assert_eq!(attachment("é 1.txt"), "attachment; filename=\"_ 1.txt\"; filename*=UTF-8''%C3%A9%201.txt");
}

#[test]
fn m4_headers_of_other_programs_are_read() {
    for (header, name) in [
        ("attachment; filename=report.pdf", Some("report.pdf")),
        ("attachment; filename=\"a; b.pdf\"", Some("a; b.pdf")),
        ("attachment; filename=\"a \\\"b\\\".pdf\"", Some("a \"b\".pdf")),
        ("form-data; name=\"f\"; FileName=\"x.txt\"", Some("x.txt")),
        ("attachment; filename*=utf-8'en'%e2%82%ac.txt; filename=\"e.txt\"", Some("€.txt")),
        ("attachment; filename*=iso-8859-1''%E9.txt; filename=e.txt", Some("e.txt")),
        ("attachment; filename*=UTF-8''%FF.txt; filename=e.txt", Some("e.txt")),
        ("attachment; filename*=UTF-8''%4", None),
        ("attachment; filename=\"\"", None),
        ("attachment", None),
        ("", None),
    ] {
        assert_eq!(name_in(header).as_deref(), name, "{header}");
    }
}
