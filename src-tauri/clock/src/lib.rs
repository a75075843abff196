//! The machine's clock and time zone, which the core does not ask for itself.

use chrono_tz::Tz;
use galley_core::Now;

/// The moment, in the zone that `TZ` names, else the machine's.
pub fn now() -> Now {
    Now { seconds: chrono::Utc::now().timestamp(), zone: zone(std::env::var("TZ").ok().as_deref()) }
}

/// The zone of this name as `TZ` gives it, else the machine's, else UTC.
fn zone(named: Option<&str>) -> Tz {
    let named = named.and_then(|name| name.trim_start_matches(':').parse().ok());
    let own = || iana_time_zone::get_timezone().ok()?.parse().ok();
    named.or_else(own).unwrap_or(Tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_may_be_named_with_a_colon_before_it() {
        assert_eq!(zone(Some("Europe/Berlin")), Tz::Europe__Berlin);
        assert_eq!(zone(Some(":Asia/Tokyo")), Tz::Asia__Tokyo);
        assert_eq!(zone(Some("no such zone")), zone(None), "the machine's");
    }
}
