//! Six ways to sort the same bars, side by side, as a race.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("sorting", sorting)
        .size(960, 540)
        .fps(30)
        .duration(11.0)
        .seed(2)
}

/// Bars, and what was done to them: which two were compared, and whether they changed places.
#[derive(Clone, Default)]
struct Bars {
    heights: Vec<usize>,
    steps: Vec<(usize, usize, bool)>,
}

impl Bars {
    fn less(&mut self, a: usize, b: usize) -> bool {
        self.steps.push((a, b, false));
        self.heights[a] < self.heights[b]
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.steps.push((a, b, true));
        self.heights.swap(a, b);
    }
}

type Sort = fn(&mut Bars, usize);
const SORTS: [(&str, Sort); 6] = [
    ("bubble", |bars, count| {
        for end in (2..=count).rev() {
            pass(bars, end, 1);
        }
    }),
    ("selection", |bars, count| {
        for start in 0..count {
            let lower = |low, at| if bars.less(at, low) { at } else { low };
            let lowest = (start + 1..count).fold(start, lower);
            bars.swap(start, lowest);
        }
    }),
    ("insertion", |bars, count| insert(bars, count, 1)),
    ("shell", |bars, count| {
        for gap in [23, 10, 4, 1] {
            insert(bars, count, gap);
        }
    }),
    ("comb", |bars, count| {
        for gap in [28, 21, 16, 12, 9, 7, 5, 4, 3, 2] {
            pass(bars, count, gap);
        }
        insert(bars, count, 1);
    }),
    ("quick", |bars, count| quick(bars, 0, count)),
];

fn pass(bars: &mut Bars, end: usize, gap: usize) {
    for at in gap..end {
        if bars.less(at, at - gap) {
            bars.swap(at, at - gap);
        }
    }
}

fn insert(bars: &mut Bars, count: usize, gap: usize) {
    for start in gap..count {
        let mut at = start;
        while at >= gap && bars.less(at, at - gap) {
            bars.swap(at, at - gap);
            at -= gap;
        }
    }
}

fn quick(bars: &mut Bars, start: usize, end: usize) {
    if start + 1 < end {
        let mut middle = start;
        for at in start..end - 1 {
            if bars.less(at, end - 1) {
                bars.swap(at, middle);
                middle += 1;
            }
        }
        bars.swap(middle, end - 1);
        quick(bars, start, middle);
        quick(bars, middle + 1, end);
    }
}

async fn sorting() {
    let ink = Color::from_hex(0x22303c);
    let colors = Palette::hex(&[0x284b63, 0x2a9d8f, 0xf0b54d, 0xe4572e]);
    let (mut mixed, mut races, mut done) = (Bars::default(), vec![], 0.0);
    loop {
        clear_background(Color::from_hex(0xf7f2e8));
        let count = slider("bars", 48, 8..=80);
        if button("shuffle") || mixed.heights.len() != count {
            mixed.heights = (0..count).collect();
            shuffle(&mut mixed.heights);
            done = 0.0;
            races = vec![mixed.clone(); SORTS.len()];
            for ((_, sort), bars) in SORTS.iter().zip(&mut races) {
                sort(bars, count);
            }
        }
        let all = canvas_rect();
        let margin = all.size().min_element() * 0.07;
        let columns = if all.w > all.h { 3 } else { 2 };
        let panels = Grid::tiles(columns, SORTS.len() / columns, inset(all, margin), margin);
        for (((name, _), race), panel) in SORTS.iter().zip(&races).zip(panels.cells()) {
            let steps = &race.steps[..race.steps.len().min(done as usize)];
            let mut heights = mixed.heights.clone();
            for &(a, b, _) in steps.iter().filter(|(.., is_swapped)| *is_swapped) {
                heights.swap(a, b);
            }
            let next = race.steps.get(steps.len());
            // From the foot of the bars up: each one unit wide, the tallest one unit high.
            let _panel = push();
            translate(panel.x, panel.bottom() - 28.0);
            let label = format!("{name}  {}", steps.len());
            Text::new(label).size(16.0).draw(0.0, 22.0, ink);
            scale(panel.w / count as f32, 28.0 - panel.h);
            for (at, height) in heights.into_iter().enumerate() {
                let part = height as f32 / count as f32;
                let is_next = next.is_some_and(|&(a, b, _)| a == at || b == at);
                let color = if is_next { ink } else { colors.at(part) };
                draw_rectangle(at as f32, 0.0, 0.8, part * 0.97 + 0.03, color);
            }
        }
        done += slider("steps a second", 170.0, 10.0..=1000.0) * get_frame_time();
        next_frame().await
    }
}
