//! A visitor's keys in, frames for the visitor's terminal out, until the visit is over.
//!
//! A frame is drawn when something has changed, and only while little of what was sent before is still on its
//! way: whoever reads slowly then sees the present, and not the past.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ratatui::layout::Size;
use russh::ChannelId;
use russh::server::Handle;
use tokio::time::{Instant, sleep_until, timeout};

use super::house::House;
use super::input;
use super::mailbox::Mail;
use super::screen::Screen;
use super::visit::{End, Visit};
use super::visitor::Visitor;
use crate::app::{Action, App, Effect};

/// Bytes on their way from which on no frame is drawn: a tenth of a second at 20 kB/s.
const MOST_QUEUED: usize = 2 * 1024;
/// A frame that has waited for so long is drawn all the same while there are fewer bytes than this: the last of
/// them may lie with a system that sends them on only together with more.
const WAIT: Duration = Duration::from_millis(250);
const MOST_QUEUED_THEN: usize = 4 * 1024;
/// How often the bytes on their way are looked at while a frame waits for them.
const LOOK: Duration = Duration::from_millis(20);
/// The least time from one frame to the next.
const GAP: Duration = Duration::from_millis(10);
/// So long a key may take to be complete.
const KEY: Duration = Duration::from_millis(50);
/// Whoever reads nothing of what waits for so long is gone.
const STALL: Duration = Duration::from_secs(25);

/// One visitor at the screen.
pub struct Session {
    house: Arc<House>,
    visit: Arc<Visit>,
    handle: Handle,
    channel: ChannelId,
    visitor: Visitor,
    screen: Screen,
    size: Size,
    clock: Clock,
}

/// When what happened.
#[derive(Clone, Copy, Debug)]
struct Clock {
    begun: Instant,
    /// The last key.
    typed: Instant,
    /// The last change of the app.
    changed: Instant,
    /// The last frame.
    drawn: Option<Instant>,
    /// Since when a key is unfinished.
    unfinished: Option<Instant>,
    /// Since when there is something new to draw.
    stale: Option<Instant>,
}

impl Session {
    pub fn new(
        house: Arc<House>,
        visit: Arc<Visit>,
        visitor: Visitor,
        handle: Handle,
        channel: ChannelId,
    ) -> Self {
        let now = Instant::now();
        Self {
            house,
            visit,
            handle,
            channel,
            screen: Screen::default(),
            size: visitor.size(),
            visitor,
            clock: Clock {
                begun: now,
                typed: now,
                changed: now,
                drawn: None,
                unfinished: None,
                stale: Some(now),
            },
        }
    }

    /// Shows the board until the end.
    pub async fn run(mut self) -> End {
        let mut app = (self.house.open)(&self.visitor);
        self.screen.enter();
        app.update(Action::Resize(self.size.width, self.size.height));
        let house = Arc::clone(&self.house);
        let visit = Arc::clone(&self.visit);
        loop {
            let next = match self.turn(&mut app).await {
                Ok(next) => next,
                Err(end) => return end,
            };
            tokio::select! {
                mail = visit.mailbox.take() => {
                    if let Err(end) = self.read(&mut app, mail) {
                        return end;
                    }
                }
                () = until(next) => {}
                () = house.closes() => return End::Shutdown,
            }
        }
    }

    /// Does what is due; when to come again.
    async fn turn(&mut self, app: &mut App) -> Result<Option<Instant>, End> {
        let now = Instant::now();
        let limits = self.house.limits;
        let idle = limits.idle.map(|idle| self.clock.typed + idle);
        let longest = limits.longest.map(|longest| self.clock.begun + longest);
        if longest.is_some_and(|at| at <= now) {
            return Err(End::MaxTime);
        }
        if idle.is_some_and(|at| at <= now) {
            return Err(End::Idle);
        }
        let mut rest = self.clock.unfinished.map(|since| since + KEY);
        if rest.is_some_and(|at| at <= now) {
            self.visit.mailbox.rest();
            self.clock.unfinished = None;
            rest = None;
        }
        let wakes = |app: &App, changed| app.wakes().map(|after| changed + after);
        if wakes(app, self.clock.changed).is_some_and(|at| at <= now) {
            self.act(app, Action::Wake)?;
        }
        let frame = self.show(app, now).await?;
        let wake = wakes(app, self.clock.changed);
        Ok([idle, longest, rest, wake, frame]
            .into_iter()
            .flatten()
            .min())
    }

    /// Does what the visitor asks for.
    fn read(&mut self, app: &mut App, mail: Mail) -> Result<(), End> {
        let now = Instant::now();
        self.clock.unfinished = mail.unfinished.then_some(now);
        if self.clock.stale.is_some() {
            self.visit.skipped.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(size) = mail.size.filter(|size| *size != self.size) {
            self.size = size;
            self.screen.forget();
            self.act(app, Action::Resize(size.width, size.height))?;
        }
        for event in mail.events {
            self.clock.typed = now;
            if let Some(action) = input::action(app, event) {
                self.act(app, action)?;
            }
        }
        if mail.closed {
            return Err(End::HungUp);
        }
        Ok(())
    }

    fn act(&mut self, app: &mut App, action: Action) -> Result<(), End> {
        self.screen.keep(app, self.size);
        let now = Instant::now();
        self.clock.changed = now;
        self.clock.stale.get_or_insert(now);
        match app.update(action) {
            Effect::Quit => return Err(End::Left),
            Effect::Repaint => self.screen.forget(),
            Effect::Mouse(on) => self.screen.mouse(on),
            // A guest's app asks neither for the clipboard nor to be suspended, and there is nothing here
            // that could.
            Effect::Draw | Effect::Copy(_) | Effect::Suspend => {}
        }
        Ok(())
    }

    /// Draws what is new, if it is time; when to try again.
    async fn show(&mut self, app: &App, now: Instant) -> Result<Option<Instant>, End> {
        let Some(stale) = self.clock.stale else {
            return Ok(None);
        };
        if let Some(early) = self.clock.drawn.map(|at| at + GAP).filter(|at| *at > now) {
            return Ok(Some(early));
        }
        let queue = self.visit.line.queue();
        let waited = now.duration_since(stale);
        let is_clear = if waited < WAIT {
            queue.unsent == 0 && queue.unacknowledged < MOST_QUEUED
        } else {
            queue.unacknowledged < MOST_QUEUED_THEN
        };
        if !is_clear {
            if waited >= STALL {
                return Err(End::Stalled);
            }
            return Ok(Some(now + LOOK));
        }
        self.clock.stale = None;
        let bytes = self.screen.draw(app, self.size);
        if bytes.is_empty() {
            return Ok(None);
        }
        self.clock.drawn = Some(now);
        self.visit.frames.fetch_add(1, Ordering::Relaxed);
        send(&self.house, &self.handle, self.channel, bytes).await?;
        Ok(None)
    }
}

/// Sends bytes on a channel, or says why they cannot be.
pub async fn send(
    house: &House,
    handle: &Handle,
    channel: ChannelId,
    bytes: Vec<u8>,
) -> Result<(), End> {
    tokio::select! {
        sent = timeout(STALL, handle.data(channel, bytes)) => match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::HungUp),
            Err(_) => Err(End::Stalled),
        },
        () = house.closes() => Err(End::Shutdown),
    }
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
