//! Where countries and cities are: a country's code or a city's name in, a point of the globe out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::countries::{FormKind, countries};
use super::fold;
use super::table::rows;

const TABLE: &str = include_str!("../../assets/en/coordinates.tsv");

/// A point of the globe, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// North is positive, -90 to 90.
    pub latitude: f64,
    /// East is positive, -180 to 180.
    pub longitude: f64,
}

/// Where a country's capital (by the country's ISO 3166-1 alpha-2 code) or a city (by its English name) is.
pub fn of(key: &str) -> Option<Point> {
    static POINTS: LazyLock<FxHashMap<String, Point>> = LazyLock::new(|| points().collect());
    let known = |key: &str| POINTS.get(&fold(key)).copied();
    let capital = || {
        let form = countries()
            .form(key)
            .filter(|form| form.kind == FormKind::Capital)?;
        known(form.iso2)
    };
    known(key).or_else(capital)
}

fn points() -> impl Iterator<Item = (String, Point)> {
    rows(TABLE).filter_map(|[key, latitude, longitude]| {
        let point = Point {
            latitude: latitude.parse().ok()?,
            longitude: longitude.parse().ok()?,
        };
        Some((fold(key), point))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_place_on_earth() {
        for country in countries().all() {
            assert!(of(country.iso2).is_some(), "{}", country.iso2);
        }
        assert_eq!(points().count(), rows::<3>(TABLE).count());
        for (key, point) in points() {
            assert!(point.latitude.abs() <= 90.0, "{key}");
            assert!(point.longitude.abs() <= 180.0, "{key}");
        }
        let oslo = of("NO").unwrap();
        assert!(oslo.latitude > 59.0 && oslo.longitude > 10.0);
        assert_eq!(of("Oslo"), Some(oslo));
        assert_eq!(of("Nowhere"), None);
    }
}
