//! Numbers of parts, as people read them.

/// "part 3", "parts 3, 5 to 7 and 9". The numbers go up.
pub fn in_words(numbers: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = vec![];
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words = runs.iter().map(|&(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    let words = words.collect::<Vec<_>>().join(", ");
    let words = match words.rsplit_once(", ") {
        Some((most, last)) => format!("{most} and {last}"),
        None => words,
    };
    match numbers.len() {
        1 => format!("part {words}"),
        _ => format!("parts {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one() {
        assert_eq!(in_words(&[3]), "part 3");
        assert_eq!(in_words(&[3, 4]), "parts 3 and 4");
        assert_eq!(in_words(&[1, 2, 3, 7]), "parts 1 to 3 and 7");
        assert_eq!(in_words(&[1, 3, 5, 6, 7, 9]), "parts 1, 3, 5 to 7 and 9");
    }
}
