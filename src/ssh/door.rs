//! Addresses that knock in, leave to come in out: so many at once, so many from one address, so many knocks a
//! minute. Asked before the first byte of the protocol, which costs far more than this.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How many may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Connections at once.
    pub all: usize,
    /// Connections at once from one address; 0 for any number.
    pub per_address: usize,
    /// New connections that an address may open in a minute; 0 for any number.
    pub per_minute: u32,
}

/// Addresses kept in mind beyond which those that are not here are forgotten.
const MOST_KNOWN: usize = 16_384;

/// Counts who is in, and who knocks.
#[derive(Debug)]
pub struct Door {
    capacity: Capacity,
    inside: AtomicUsize,
    admitted: AtomicU64,
    turned_away: AtomicU64,
    known: Mutex<HashMap<IpAddr, Known>>,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug)]
struct Known {
    inside: usize,
    /// Knocks left, a token bucket: it holds those of a minute and is filled all the time.
    knocks: f64,
    last: Instant,
}

/// Leave to be inside, given back when dropped.
#[derive(Debug)]
pub struct Place {
    door: Arc<Door>,
    address: IpAddr,
}

/// What has come and gone.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    pub inside: usize,
    pub admitted: u64,
    pub turned_away: u64,
}

impl Door {
    pub fn new(capacity: Capacity) -> Arc<Self> {
        Arc::new(Self {
            capacity,
            inside: AtomicUsize::new(0),
            admitted: AtomicU64::new(0),
            turned_away: AtomicU64::new(0),
            known: Mutex::default(),
        })
    }

    /// Lets a connection in, or `None` where there are too many.
    pub fn knock(self: &Arc<Self>, address: IpAddr, now: Instant) -> Option<Place> {
        let address = neighbourhood(address);
        let place = self.admit(address, now).then(|| Place {
            door: Arc::clone(self),
            address,
        });
        let count = if place.is_some() {
            &self.admitted
        } else {
            &self.turned_away
        };
        count.fetch_add(1, Ordering::Relaxed);
        place
    }

    pub fn counts(&self) -> Counts {
        Counts {
            inside: self.inside.load(Ordering::Relaxed),
            admitted: self.admitted.load(Ordering::Relaxed),
            turned_away: self.turned_away.load(Ordering::Relaxed),
        }
    }

    fn admit(&self, address: IpAddr, now: Instant) -> bool {
        let Capacity {
            all,
            per_address,
            per_minute,
        } = self.capacity;
        let full = f64::from(per_minute);
        let mut known = self.known();
        if known.len() >= MOST_KNOWN {
            known.retain(|_, known| known.inside > 0);
        }
        let known = known.entry(address).or_insert(Known {
            inside: 0,
            knocks: full,
            last: now,
        });
        let since = now.saturating_duration_since(known.last).as_secs_f64();
        known.knocks = (known.knocks + since * full / 60.0).min(full);
        known.last = now;
        let knocks_too_often = per_minute > 0 && known.knocks < 1.0;
        known.knocks -= 1.0_f64.min(known.knocks);
        let is_full = self.inside.load(Ordering::Relaxed) >= all;
        if is_full || knocks_too_often || per_address > 0 && known.inside >= per_address {
            return false;
        }
        known.inside += 1;
        self.inside.fetch_add(1, Ordering::Relaxed);
        true
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(known) = self.door.known().get_mut(&self.address) {
            known.inside = known.inside.saturating_sub(1);
        }
        self.door.inside.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The address that stands for whoever has many: of IPv6 the network of 64 bits that one household gets.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const ANY: Capacity = Capacity {
        all: 100,
        per_address: 0,
        per_minute: 0,
    };

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn places_are_limited_and_given_back() {
        let now = Instant::now();
        let door = Door::new(Capacity {
            all: 3,
            per_address: 2,
            ..ANY
        });
        let knock = |text| door.knock(address(text), now);
        let first = knock("192.0.2.1");
        let second = knock("::ffff:192.0.2.1");
        assert!(first.is_some() && second.is_some());
        assert!(knock("192.0.2.1").is_none(), "two from one address");
        let third = knock("192.0.2.2");
        assert!(third.is_some());
        assert!(knock("192.0.2.3").is_none(), "three in all");
        drop(first);
        assert!(knock("192.0.2.1").is_some());
        let counts = door.counts();
        assert_eq!(
            (counts.inside, counts.admitted, counts.turned_away),
            (2, 4, 2)
        );
    }

    #[test]
    fn knocks_are_limited_by_the_minute() {
        let now = Instant::now();
        let door = Door::new(Capacity {
            per_minute: 60,
            ..ANY
        });
        let admitted = |at: Instant, times: usize| {
            let knocks = (0..times).filter(|_| door.knock(address("2001:db8::1"), at).is_some());
            knocks.count()
        };
        assert_eq!(admitted(now, 100), 60);
        assert!(
            door.knock(address("2001:db8::2"), now).is_none(),
            "a neighbour"
        );
        assert!(
            door.knock(address("2001:db8:0:1::1"), now).is_some(),
            "another network"
        );
        assert_eq!(admitted(now + Duration::from_secs(10), 100), 10);
    }

    #[test]
    fn who_is_gone_is_forgotten() {
        let door = Door::new(ANY);
        let now = Instant::now();
        let stays = door.knock(address("192.0.2.1"), now);
        for network in 0..2 * u32::try_from(MOST_KNOWN).unwrap() {
            drop(door.knock(IpAddr::V4(network.into()), now));
        }
        assert!(stays.is_some() && door.known().contains_key(&address("192.0.2.1")));
        assert!(door.known().len() <= MOST_KNOWN);
    }
}
