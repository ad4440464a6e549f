//! What a visitor sends in, left by the protocol; what it comes to out, taken by the visitor's session when
//! it has time.
//!
//! Whoever leaves something never waits: the protocol must go on, or neither side could. Of sizes the newest
//! counts; keys that come faster than anybody types are dropped.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ratatui::layout::Size;
use termina::Event;
use tokio::sync::Notify;

use super::input::Input;

/// Events that wait at most.
const MOST: usize = 256;
/// Characters of a paste that are taken: it goes into a line.
const MOST_PASTED: usize = 256;

#[derive(Debug, Default)]
pub struct Mailbox {
    inside: Mutex<Inside>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct Inside {
    input: Input,
    mail: Mail,
}

/// What has come since it was last taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Keys, pastes, the mouse.
    pub events: Vec<Event>,
    /// Whether a key may be unfinished: [`Mailbox::rest`] after a while makes the best of it.
    pub unfinished: bool,
    /// The new size of the terminal.
    pub size: Option<Size>,
    /// Whether the visitor is gone.
    pub closed: bool,
}

impl Mailbox {
    /// Leaves bytes of the keyboard.
    pub fn keys(&self, keys: &[u8]) {
        let Inside { input, mail } = &mut *self.open();
        input.feed(keys, |event| mail.take(event));
        mail.unfinished = input.is_unfinished();
        self.arrived.notify_one();
    }

    /// Takes an unfinished key for what it is.
    pub fn rest(&self) {
        let Inside { input, mail } = &mut *self.open();
        input.flush(|event| mail.take(event));
        mail.unfinished = false;
        self.arrived.notify_one();
    }

    /// Leaves a new size.
    pub fn size(&self, size: Size) {
        self.open().mail.size = Some(size);
        self.arrived.notify_one();
    }

    /// Says that the visitor is gone.
    pub fn close(&self) {
        self.open().mail.closed = true;
        self.arrived.notify_one();
    }

    /// Waits until something comes, and takes it.
    pub async fn take(&self) -> Mail {
        loop {
            let mail = mem::take(&mut self.open().mail);
            if mail != Mail::default() {
                return mail;
            }
            self.arrived.notified().await;
        }
    }

    fn open(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mail {
    fn take(&mut self, mut event: Event) {
        if let Event::Paste(text) = &mut event
            && let Some((end, _)) = text.char_indices().nth(MOST_PASTED)
        {
            text.truncate(end);
        }
        // The newest is kept: it may be the key that ends it all.
        self.events.truncate(MOST - 1);
        self.events.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sizes_are_the_newest_and_keys_have_an_end() {
        let mailbox = Mailbox::default();
        for width in 0..100 {
            mailbox.size(Size::new(width, 24));
            mailbox.keys(b"jjjjjjjjjj");
        }
        mailbox.keys(b"q");
        let mail = mailbox.take().await;
        assert_eq!(mail.size, Some(Size::new(99, 24)));
        assert_eq!(mail.events.len(), MOST);
        let last = Event::Key(termina::event::KeyCode::Char('q').into());
        assert_eq!(mail.events.last(), Some(&last));
        assert!(!mail.closed && !mail.unfinished);
        mailbox.keys(b"\x1b");
        assert!(mailbox.take().await.unfinished);
        mailbox.rest();
        assert_eq!(mailbox.take().await.events.len(), 1);
        mailbox.close();
        assert!(mailbox.take().await.closed);
    }
}
