//! The values of a canvas as light, and back.
//!
//! sRGB is a curve: half the light of white is not 128 but 188. Means are therefore taken of light. IEC 61966-2-1:1999,
//! clause 5.2: a value C of 0 to 1 stands for the light C / 12.92 up to 0.04045, and above for
//! ((C + 0.055) / 1.055)^2.4.

/// What white is as light.
pub const WHITE: u32 = u16::MAX as u32;

/// Both directions as tables.
pub struct Light {
    decoded: [u32; 256],
    /// The nearest value for each light from 0 to [`WHITE`].
    encoded: Box<[u8]>,
}

impl Light {
    /// With a decoded white of `white`, which is at most [`WHITE`]: smaller where many are to be summed up.
    pub fn new(white: u32) -> Light {
        let mut decoded = [0; 256];
        for (value, light) in decoded.iter_mut().enumerate() {
            *light = (light_of(value as f64) * f64::from(white)).round() as u32;
        }
        let mut encoded = vec![0; WHITE as usize + 1];
        let mut from = 0;
        for value in 0..=255u8 {
            // The next value begins where it is as near.
            let to = match value {
                255 => encoded.len(),
                _ => (light_of(f64::from(value) + 0.5) * f64::from(WHITE)).ceil() as usize,
            };
            encoded[from..to].fill(value);
            from = to;
        }
        Light {
            decoded,
            encoded: encoded.into(),
        }
    }

    /// Light of each value: 0 to the white it was made with.
    pub fn decoded(&self) -> &[u32; 256] {
        &self.decoded
    }

    /// The nearest value for a light of 0 to [`WHITE`].
    pub fn encode(&self, light: u16) -> u8 {
        self.encoded[usize::from(light)]
    }
}

/// The formula: 0 to 1 for a value of 0 to 255.
fn light_of(value: f64) -> f64 {
    let value = value / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula the other way, from the same clause.
    fn value_of(light: f64) -> f64 {
        255.0
            * if light <= 0.0031308 {
                light * 12.92
            } else {
                1.055 * light.powf(1.0 / 2.4) - 0.055
            }
    }

    #[test]
    fn every_light_becomes_the_nearest_value() {
        let light = Light::new(WHITE);
        for sum in 0..=u16::MAX {
            let exact = value_of(f64::from(sum) / f64::from(WHITE));
            // The two halves of the standard's curve meet to 4 digits.
            let off = (f64::from(light.encode(sum)) - exact).abs();
            assert!(off < 0.5001, "{sum}: {exact}");
        }
    }

    #[test]
    fn every_value_comes_back_from_its_light() {
        let light = Light::new(WHITE);
        for value in 0..=255 {
            let decoded = light.decoded()[usize::from(value)] as u16;
            assert_eq!(light.encode(decoded), value);
        }
        assert_eq!(light.decoded()[255], WHITE);
        assert_eq!(light.encode(u16::MAX / 2 + 1), 188);
    }
}
