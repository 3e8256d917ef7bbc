//! A plot's data as `--json` prints them: names of the axes, series, contour levels.

use super::{Plot, Series};
use crate::runner::value::Value;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Series", 2)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("points", &Value::from(self.points.as_slice()))?;
        fields.end()
    }
}

impl Serialize for Plot {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let levels = self.contours.as_ref().map(|contours| &contours.levels);
        let mut fields = to.serialize_struct("Plot", 5)?;
        fields.serialize_field("title", &self.title)?;
        fields.serialize_field("x", &self.x.label)?;
        fields.serialize_field("y", &self.y.label)?;
        fields.serialize_field("levels", &levels)?;
        fields.serialize_field("series", &self.series)?;
        fields.end()
    }
}
