//! The file of a mirror: lines that are appended, and of which the older half goes when there are too many.
//!
//! Several processes, or a parent and what it forked, may name one file. Each opens it for each line, locks it (`flock`)
//! while it writes, and waits for nobody: what could not be written because another one was at work is written with the
//! next line. Opening anew also means that no descriptor is inherited, and that a user who removes the file while a
//! program runs gets a fresh one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::line;

/// A mirror is never larger. Some thousand requests of a usual size; small enough to be mailed.
pub(crate) const RING_BYTES: u64 = 8 << 20;

/// What waits because somebody else was at work: more than a batch.
const PENDING_BYTES: usize = 2 << 20;

/// A copy within the file goes in pieces of this size.
const PIECE: usize = 64 << 10;

/// Why a line was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// It cannot be opened or made.
    NoFile,
    /// It is a link, a device, a pipe, or another user's.
    NotOurs,
    /// It has something else in it.
    Foreign,
    /// The disk, or a quota.
    Full,
    /// Somebody else has it locked.
    Busy,
}

#[derive(Debug)]
pub(super) struct Ring {
    file: PathBuf,
    /// Lines that wait for the file to be free.
    pending: String,
    /// Lines that were given up and of which the file does not know yet.
    lost: u64,
    trouble: Option<Unwritten>,
}

impl Ring {
    pub(super) fn new(file: &Path) -> Self {
        Self { file: file.to_owned(), pending: String::new(), lost: 0, trouble: None }
    }

    /// Returns why the last line was not written.
    pub(super) fn trouble(&self) -> Option<Unwritten> {
        self.trouble
    }

    /// Appends a line, which ends with its newline.
    pub(super) fn write(&mut self, line: &str) {
        if line.len() as u64 > RING_BYTES / 2 || self.pending.len() + line.len() > PENDING_BYTES.max(line.len()) {
            self.lost += 1;
        } else {
            self.pending.push_str(line);
        }
        self.flush();
    }

    /// Writes what still waits, if there is any: the last chance.
    pub(super) fn settle(&mut self) {
        for _ in 0..20 {
            if self.pending.is_empty() && self.lost == 0 {
                return;
            }
            self.flush();
            if self.trouble == Some(Unwritten::Busy) {
                std::thread::sleep(std::time::Duration::from_millis(1));
            } else {
                return;
            }
        }
    }

    fn flush(&mut self) {
        let written = self.append();
        self.trouble = written.err();
        match written {
            Ok(()) => {
                self.pending.clear();
                self.lost = 0;
            }
            Err(Unwritten::Busy) => {}
            Err(_) => {
                self.lost += self.pending.matches('\n').count() as u64;
                self.pending.clear();
            }
        }
        if self.pending.capacity() > PIECE && self.pending.is_empty() {
            self.pending = String::new();
        }
    }

    fn append(&self) -> Result<(), Unwritten> {
        let mut file = open(&self.file)?;
        let length = file.metadata().map_err(|_| Unwritten::NoFile)?.len();
        let mut text = if length == 0 { line::HEAD.to_owned() } else { String::new() };
        if length > 0 {
            is_mirror(&mut file)?;
        }
        text.push_str(&self.pending);
        if self.lost > 0 {
            text.push_str(&line::unmirrored(self.lost));
        }
        let mut end = length;
        if length + text.len() as u64 > RING_BYTES {
            end = forget(&mut file, length, RING_BYTES / 2).map_err(|_| Unwritten::Full)?;
        }
        let written = file.seek(SeekFrom::Start(end)).and_then(|_| file.write_all(text.as_bytes()));
        written.map_err(|_| {
            // Half a line is none. A file can always be made shorter.
            let _ = file.set_len(end);
            Unwritten::Full
        })
    }
}

/// Returns whether it begins as a mirror does.
fn is_mirror(file: &mut File) -> Result<(), Unwritten> {
    let mut head = [0; line::HEAD.len()];
    match file.read_exact(&mut head) {
        Ok(()) if head == line::HEAD.as_bytes() => Ok(()),
        _ => Err(Unwritten::Foreign),
    }
}

/// Drops the oldest lines so that about `keep` bytes of `length` are left, and says how many are.
///
/// The rest moves down in place: that needs no room on the disk. Whoever is killed meanwhile leaves some lines twice and
/// one that is cut, and readers pass over both.
fn forget(file: &mut File, length: u64, keep: u64) -> io::Result<u64> {
    let mut piece = vec![0; PIECE];
    let mut from = length.saturating_sub(keep);
    // To the beginning of a line.
    loop {
        file.seek(SeekFrom::Start(from))?;
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        if let Some(end) = piece[..read].iter().position(|byte| *byte == b'\n') {
            from += end as u64 + 1;
            break;
        }
        from += read as u64;
    }
    let mut to = line::HEAD.len() as u64;
    loop {
        file.seek(SeekFrom::Start(from))?;
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        file.seek(SeekFrom::Start(to))?;
        file.write_all(&piece[..read])?;
        from += read as u64;
        to += read as u64;
    }
    file.set_len(to)?;
    Ok(to)
}

/// Opens and locks the file, making it if it is not there. Neither waits for anybody: not for the other end of a pipe,
/// and not for the lock.
#[cfg(unix)]
pub(super) fn open(path: &Path) -> Result<nix::fcntl::Flock<File>, Unwritten> {
    use nix::fcntl::{Flock, FlockArg, OFlag};
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};

    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags.bits());
    let file = options.open(path).map_err(|error| match error.raw_os_error() {
        Some(code) if code == nix::errno::Errno::ELOOP as i32 => Unwritten::NotOurs,
        _ => Unwritten::NoFile,
    })?;
    let about = file.metadata().map_err(|_| Unwritten::NoFile)?;
    if !about.is_file() || about.nlink() != 1 || about.uid() != nix::unistd::geteuid().as_raw() {
        return Err(Unwritten::NotOurs);
    }
    let file = Flock::lock(file, FlockArg::LockExclusiveNonblock).map_err(|(_, error)| match error {
        nix::errno::Errno::EWOULDBLOCK => Unwritten::Busy,
        _ => Unwritten::NoFile,
    })?;
    if about.mode() & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(0o600)).map_err(|_| Unwritten::NotOurs)?;
    }
    Ok(file)
}

/// Returns the same where a file that is open for writing is locked by that.
#[cfg(not(unix))]
fn open(path: &Path) -> Result<File, Unwritten> {
    if path.symlink_metadata().is_ok_and(|about| !about.is_file()) {
        return Err(Unwritten::NotOurs);
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // Others may read meanwhile.
        options.share_mode(1);
    }
    options.open(path).map_err(|error| match error.raw_os_error() {
        // A sharing violation.
        Some(32) if cfg!(windows) => Unwritten::Busy,
        _ => Unwritten::NoFile,
    })
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    fn lines(file: &Path) -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(file).expect("a file");
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line:.80}"))).collect()
    }

    #[test]
    fn it_is_never_larger_and_ends_with_what_came_last() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let mut ring = Ring::new(&file);
        for number in 0..400 {
            let body = "x".repeat(fastrand::usize(..300_000));
            ring.write(&format!("{{\"sent\":{number},\"body\":\"{body}\"}}\n"));
            assert_eq!(ring.trouble(), None);
            let length = file.metadata().expect("a file").len();
            assert!(length <= RING_BYTES, "{length}");
        }
        let lines = lines(&file);
        assert_eq!(lines[0], serde_json::json!({ "mirror": 1 }));
        let numbers: Vec<_> = lines[1..].iter().map(|line| line["sent"].as_u64().expect("a number")).collect();
        assert!(numbers.len() > 20 && numbers.last() == Some(&399), "{numbers:?}");
        assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "the youngest, without a gap: {numbers:?}");
    }

    #[test]
    fn a_line_that_is_larger_than_half_of_it_is_counted() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let mut ring = Ring::new(&file);
        ring.write(&format!("\"{}\"\n", "x".repeat(RING_BYTES as usize / 2)));
        ring.write("{}\n");
        assert_eq!(lines(&file)[1..], [serde_json::json!({ "unmirrored": 1 }), serde_json::json!({})]);
        ring.write(&line(RING_BYTES as usize / 2));
        assert_eq!(file.metadata().expect("a file").len(), RING_BYTES / 2 + 13 + 17 + 3, "half of it is not larger");
    }

    /// A line of so many bytes.
    fn line(bytes: usize) -> String {
        format!("\"{}\"\n", "x".repeat(bytes - 3))
    }

    #[test]
    fn it_is_filled_to_the_last_byte() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let (mut ring, half) = (Ring::new(&file), RING_BYTES as usize / 2);
        for bytes in [half - line::HEAD.len(), 100, half - 100] {
            ring.write(&line(bytes));
        }
        assert_eq!((file.metadata().expect("a file").len(), lines(&file).len()), (RING_BYTES, 4));
        assert!(ring.pending.capacity() <= PIECE, "what was large is not kept");
        ring.write("{}\n");
        assert_eq!(lines(&file).len(), 3, "half of it goes");
        let capacity = ring.pending.capacity();
        ring.write("{}\n");
        assert!(capacity > 0 && ring.pending.capacity() == capacity, "what is small is");
    }

    #[test]
    fn what_is_forgotten_ends_with_a_line_however_long() {
        let directory = tempfile::tempdir().expect("a directory");
        for (bytes, keep, left) in [(100, 450, 4), (3 * PIECE, 5 * PIECE as u64, 1)] {
            let path = directory.path().join("mirror");
            let text = |lines: usize| format!("{}{}", line::HEAD, line(bytes).repeat(lines));
            std::fs::write(&path, text(10)).expect("a file");
            let mut file = OpenOptions::new().read(true).write(true).open(&path).expect("a file");
            let length = text(10).len() as u64;
            assert_eq!(forget(&mut file, length, keep).expect("no error"), text(left).len() as u64);
            assert!(std::fs::read_to_string(&path).expect("a file") == text(left), "{bytes}");
        }
    }

    #[test]
    fn what_was_lost_is_told_when_the_file_can_be_written_again() {
        let directory = tempfile::tempdir().expect("a directory");
        let parent = directory.path().join("parent");
        let mut ring = Ring::new(&parent.join("mirror"));
        ring.write("{}\n");
        ring.write("{}\n");
        assert_eq!((ring.trouble(), ring.lost), (Some(Unwritten::NoFile), 2));
        std::fs::create_dir(&parent).expect("a directory");
        ring.settle();
        assert_eq!(lines(&parent.join("mirror"))[1..], [serde_json::json!({ "unmirrored": 2 })]);
        assert_eq!((ring.trouble(), ring.lost), (None, 0));
    }

    #[cfg(unix)]
    #[test]
    fn what_waits_is_bounded_to_the_byte_and_written_at_the_end() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let held = open(&file).expect("a file");
        let mut ring = Ring::new(&file);
        for bytes in [PENDING_BYTES / 2, PENDING_BYTES / 2] {
            ring.write(&line(bytes));
        }
        assert_eq!((ring.pending.len(), ring.lost), (PENDING_BYTES, 0));
        let start = std::time::Instant::now();
        ring.settle();
        assert!(start.elapsed() >= std::time::Duration::from_millis(20), "it waits a little for whoever is at work");
        assert_eq!(ring.pending.len(), PENDING_BYTES);
        drop(held);
        ring.settle();
        assert_eq!(lines(&file).len(), 3);
    }

    #[test]
    fn many_writers_lose_nothing_and_wait_for_nobody() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    let mut ring = Ring::new(file);
                    for number in 0..500 {
                        ring.write(&format!("{{\"writer\":{writer},\"number\":{number}}}\n"));
                    }
                    while !ring.pending.is_empty() {
                        ring.settle();
                    }
                });
            }
        });
        let lines = lines(&file);
        for writer in 0..4 {
            let own = lines.iter().filter(|line| line["writer"] == writer);
            let numbers: Vec<_> = own.map(|line| line["number"].as_u64().expect("a number")).collect();
            assert_eq!(numbers, (0..500).collect::<Vec<_>>());
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_ours_is_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let directory = tempfile::tempdir().expect("a directory");
        let at = |name: &str| directory.path().join(name);
        let trouble = |file: &Path| {
            let mut ring = Ring::new(file);
            ring.write("{}\n");
            ring.trouble()
        };
        std::fs::write(at("notes"), "something that is not to be lost").expect("a file");
        std::fs::hard_link(at("notes"), at("other name")).expect("a link");
        symlink(at("nowhere"), at("link")).expect("a link");
        let status = std::process::Command::new("mkfifo").arg(at("pipe")).status().expect("mkfifo");
        assert!(status.success());
        assert_eq!(trouble(&at("pipe")), Some(Unwritten::NotOurs), "and it waits for no reader");
        assert_eq!(trouble(&at("link")), Some(Unwritten::NotOurs));
        assert!(!at("nowhere").exists());
        assert_eq!(trouble(&at("other name")), Some(Unwritten::NotOurs));
        std::fs::remove_file(at("other name")).expect("a link");
        assert_eq!(trouble(&at("notes")), Some(Unwritten::Foreign));
        assert_eq!(std::fs::read_to_string(at("notes")).expect("a file"), "something that is not to be lost");
        assert_eq!(trouble(directory.path()), Some(Unwritten::NoFile));
        assert_eq!(trouble(&at("none/mirror")), Some(Unwritten::NoFile));
        assert_eq!(trouble(Path::new("/dev/null")), Some(Unwritten::NotOurs));

        std::fs::write(at("open to all"), line::HEAD).expect("a file");
        std::fs::set_permissions(at("open to all"), PermissionsExt::from_mode(0o644)).expect("a file");
        assert_eq!(trouble(&at("open to all")), None);
        assert_eq!(at("open to all").metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn what_finds_the_file_locked_waits_in_memory_and_no_longer() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let held = open(&file).expect("a file");
        let mut ring = Ring::new(&file);
        ring.write("{\"first\":1}\n");
        assert_eq!(ring.trouble(), Some(Unwritten::Busy));
        for _ in 0..40 {
            ring.write(&format!("\"{}\"\n", "x".repeat(100_000)));
        }
        assert!(ring.pending.len() <= PENDING_BYTES);
        let lost = ring.lost;
        assert!(lost > 0);
        drop(held);
        ring.write("{\"last\":1}\n");
        let lines = lines(&file);
        assert_eq!(lines[1], serde_json::json!({ "first": 1 }));
        assert_eq!(lines.last(), Some(&serde_json::json!({ "unmirrored": lost })));
    }
}
