//! Time expressions, as TIMEX3 (ISO-TimeML) has them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A calendar date of any granularity.
    Date,
    /// A time of day.
    Time,
    /// A stretch of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What a time expression means, whatever the day of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// The value needs no day of report: `2022-02-14`, `P3D`, `PRESENT_REF`.
    Fixed(String),
}

impl When {
    /// The TIMEX3 value, seen from the day of the report; where that is not known, what stands
    /// without it (`XXXX-02-14`).
    pub fn value(&self, _report: Option<Date>) -> String {
        match self {
            When::Fixed(value) => value.clone(),
        }
    }
}
