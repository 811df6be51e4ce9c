//! Files put together piece by piece.

/// An entry of an archive.
#[derive(Clone)]
pub struct Entry {
    pub name: &'static str,
    pub content: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    /// What the directory says it is long when unpacked.
    pub unpacked: u32,
}

impl Entry {
    pub fn new(name: &'static str, content: &str) -> Self {
        let length = u32::try_from(content.len()).expect("short");
        Self { name, content: content.into(), method: 0, flags: 0, unpacked: length }
    }

    /// As if it had been packed from so many bytes.
    pub fn packed_from(mut self, unpacked: u32) -> Self {
        (self.method, self.unpacked) = (8, unpacked);
        self
    }
}

/// The least a document has.
pub fn document() -> Vec<Entry> {
    vec![Entry::new("[Content_Types].xml", "<Types/>"), Entry::new("_rels/.rels", "<R/>"), Entry::new("word/document.xml", "<w:document/>")]
}

/// An archive with its directory and a comment.
pub fn archive(entries: &[Entry], comment: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let at = u32::try_from(out.len()).expect("short");
        let (name, length) = (entry.name.as_bytes(), u32::try_from(entry.content.len()).expect("short"));
        let name_length = u16::try_from(name.len()).expect("short");
        let streamed = entry.flags & 8 != 0;
        let head = |out: &mut Vec<u8>, packed: u32, unpacked: u32| {
            out.extend(20_u16.to_le_bytes());
            out.extend(entry.flags.to_le_bytes());
            out.extend(entry.method.to_le_bytes());
            // Time, day, sum.
            out.extend([0; 8]);
            out.extend(packed.to_le_bytes());
            out.extend(unpacked.to_le_bytes());
            out.extend(name_length.to_le_bytes());
            out.extend(0_u16.to_le_bytes());
        };
        out.extend(b"PK\x03\x04");
        if streamed {
            head(&mut out, 0, 0)
        } else {
            head(&mut out, length, entry.unpacked)
        }
        out.extend(name);
        out.extend(&entry.content);
        if streamed {
            out.extend(b"PK\x07\x08");
            out.extend([0; 4]);
            out.extend(length.to_le_bytes());
            out.extend(entry.unpacked.to_le_bytes());
        }
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        head(&mut directory, length, entry.unpacked);
        // Comment, disk, attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name);
    }
    let (begin, length) = (u32::try_from(out.len()).expect("short"), u32::try_from(directory.len()).expect("short"));
    let count = u16::try_from(entries.len()).expect("few");
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(begin.to_le_bytes());
    out.extend(u16::try_from(comment.len()).expect("short").to_le_bytes());
    out.extend(comment);
    out
}

/// A PNG's bytes: header, data, end. The sums of its chunks are not looked at.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    for (kind, data) in [(b"IHDR", header), (b"IDAT", vec![1, 2, 3]), (b"IEND", Vec::new())] {
        out.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
        out.extend(kind);
        out.extend(data);
        out.extend([0; 4]);
    }
    out
}

/// A JPEG's bytes: position data, tables, a frame, a scan.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = b"\xff\xd8\xff\xe1\x00\x0cExif\0\0GPS!".to_vec();
    out.extend(b"\xff\xdb\x00\x04\x00\x01\xff\xc0\x00\x0b\x08");
    out.extend(height.to_be_bytes());
    out.extend(width.to_be_bytes());
    out.extend(b"\x01\x01\x11\x00\xff\xda\x00\x02data\xff\xd9");
    out
}

/// A box of ISO 14496-12.
pub fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len() + 8).expect("short").to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(content);
    out
}
