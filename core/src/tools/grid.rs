//! Grids: cells in columns and rows, for worlds of cells, for numbers that are shown as a picture, and for places on the
//! canvas.

use std::ops::{Index, IndexMut};

use macroquad::math::{IVec2, Rect, Vec2, ivec2, vec2};

/// The eight places around one.
const AROUND: [IVec2; 8] = [
    ivec2(-1, -1),
    ivec2(0, -1),
    ivec2(1, -1),
    ivec2(-1, 0),
    ivec2(1, 0),
    ivec2(-1, 1),
    ivec2(0, 1),
    ivec2(1, 1),
];

/// Cells in columns and rows. Its places are `ivec2(column, row)`, from 0 on, the top left one first.
///
/// `grid[place]` goes round at the edges, as on a torus: left of the first column is the last one. [`get`](Self::get) ends
/// there.
///
/// ```
/// use kinora::prelude::*;
///
/// // Conway's game of life.
/// let mut alive = Grid::from_fn(40, 30, |_| rand::gen_range(0, 3) == 0);
/// alive = alive.map(|place, &lives| {
///     let neighbours = alive.neighbors(place).filter(|lives| **lives).count();
///     neighbours == 3 || lives && neighbours == 2
/// });
/// assert_eq!(alive[ivec2(-1, 0)], alive[ivec2(39, 0)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<T> {
    columns: usize,
    rows: usize,
    /// Row by row.
    cells: Vec<T>,
}

impl<T> Grid<T> {
    /// Each cell is what `cell` gives for its place, row by row.
    ///
    /// # Panics
    /// If there are more cells than a computer has room for.
    pub fn from_fn(columns: usize, rows: usize, mut cell: impl FnMut(IVec2) -> T) -> Grid<T> {
        let mut cells = Vec::with_capacity(count(columns, rows));
        for row in 0..rows {
            for column in 0..columns {
                cells.push(cell(ivec2(column as i32, row as i32)));
            }
        }
        Grid {
            columns,
            rows,
            cells,
        }
    }

    /// All cells are alike.
    ///
    /// # Panics
    /// If there are more cells than a computer has room for.
    pub fn filled(columns: usize, rows: usize, cell: T) -> Grid<T>
    where
        T: Clone,
    {
        Grid {
            columns,
            rows,
            cells: vec![cell; count(columns, rows)],
        }
    }

    /// How many cells are in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The cell at a place; `None` beyond the edges.
    pub fn get(&self, place: IVec2) -> Option<&T> {
        Some(&self.cells[self.index(place)?])
    }

    /// The cell at a place; `None` beyond the edges.
    pub fn get_mut(&mut self, place: IVec2) -> Option<&mut T> {
        let index = self.index(place)?;
        Some(&mut self.cells[index])
    }

    /// Its cells, row by row.
    pub fn cells(&self) -> &[T] {
        &self.cells
    }

    /// The same, to be changed.
    pub fn cells_mut(&mut self) -> &mut [T] {
        &mut self.cells
    }

    /// Places and cells, row by row.
    pub fn iter(&self) -> impl Iterator<Item = (IVec2, &T)> {
        places(self.columns, self.rows).zip(&self.cells)
    }

    /// Its places, row by row.
    pub fn places(&self) -> impl Iterator<Item = IVec2> + use<T> {
        places(self.columns, self.rows)
    }

    /// A grid of as many cells, made of these.
    pub fn map<U>(&self, mut cell: impl FnMut(IVec2, &T) -> U) -> Grid<U> {
        let mut cells = self.cells.iter();
        Grid::from_fn(self.columns, self.rows, |place| {
            cell(place, cells.next().expect("there is one for each place"))
        })
    }

    /// The eight cells around a place, beyond the edges those of the other side: in a grid of less than three columns or rows
    /// some of them more than once.
    ///
    /// # Panics
    /// If there is no cell at all.
    pub fn neighbors(&self, place: IVec2) -> impl Iterator<Item = &T> {
        AROUND.into_iter().map(move |way| &self[place + way])
    }

    /// Where a cell is in the list; `None` beyond the edges.
    #[inline]
    fn index(&self, place: IVec2) -> Option<usize> {
        // What is below 0 is very large without its sign.
        let (column, row) = (place.x as u32 as usize, place.y as u32 as usize);
        (column < self.columns && row < self.rows).then(|| row * self.columns + column)
    }

    /// Where it is, round at the edges.
    #[inline]
    fn index_round(&self, place: IVec2) -> usize {
        match self.index(place) {
            Some(index) => index,
            None => self.index_beyond(place),
        }
    }

    /// The same of a place beyond the edges. It divides, which takes its time.
    #[cold]
    fn index_beyond(&self, place: IVec2) -> usize {
        assert!(
            !self.cells.is_empty(),
            "a grid without cells has no places: give it a column and a row at least"
        );
        let round = place.rem_euclid(ivec2(self.columns as i32, self.rows as i32));
        round.y as usize * self.columns + round.x as usize
    }
}

/// Without cells.
impl<T> Default for Grid<T> {
    fn default() -> Grid<T> {
        Grid::from_fn(0, 0, |_| unreachable!("it has no places"))
    }
}

impl Grid<Rect> {
    /// Rectangles of the same size that fill `bounds`, with `gap` between neighbours; without size where gaps fill it.
    pub fn tiles(columns: usize, rows: usize, bounds: Rect, gap: f32) -> Grid<Rect> {
        let count = vec2(columns as f32, rows as f32);
        let size = (bounds.size() - gap * (count - 1.0)).max(Vec2::ZERO) / count;
        Grid::from_fn(columns, rows, |place| {
            let corner = bounds.point() + place.as_vec2() * (size + gap);
            Rect::new(corner.x, corner.y, size.x, size.y)
        })
    }

    /// The largest squares, side by side, that `bounds` has room for, in its middle.
    pub fn squares(columns: usize, rows: usize, bounds: Rect) -> Grid<Rect> {
        let count = vec2(columns as f32, rows as f32);
        let side = (bounds.size() / count).min_element();
        let size = side * count;
        let corner: Vec2 = bounds.center() - size / 2.0;
        Grid::tiles(
            columns,
            rows,
            Rect::new(corner.x, corner.y, size.x, size.y),
            0.0,
        )
    }
}

/// A rectangle whose edges are `by` further inside; without size where there is not so much of it.
pub fn inset(rect: Rect, by: f32) -> Rect {
    let size = (rect.size() - 2.0 * by).max(Vec2::ZERO);
    let corner = rect.center() - size / 2.0;
    Rect::new(corner.x, corner.y, size.x, size.y)
}

/// Round at the edges.
///
/// # Panics
/// If there is no cell at all.
impl<T> Index<IVec2> for Grid<T> {
    type Output = T;

    #[inline]
    fn index(&self, place: IVec2) -> &T {
        &self.cells[self.index_round(place)]
    }
}

/// Round at the edges.
///
/// # Panics
/// If there is no cell at all.
impl<T> IndexMut<IVec2> for Grid<T> {
    #[inline]
    fn index_mut(&mut self, place: IVec2) -> &mut T {
        let index = self.index_round(place);
        &mut self.cells[index]
    }
}

fn count(columns: usize, rows: usize) -> usize {
    let count = columns.checked_mul(rows);
    count.expect("a grid has fewer cells than a computer has room for")
}

fn places(columns: usize, rows: usize) -> impl Iterator<Item = IVec2> {
    let row = move |row| (0..columns).map(move |column| ivec2(column as i32, row as i32));
    (0..rows).flat_map(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_row_by_row_and_round_at_the_edges() {
        let mut grid = Grid::from_fn(3, 2, |place| place);
        let places: Vec<IVec2> = grid.places().collect();
        assert_eq!(places, grid.cells());
        assert_eq!(
            places[..4],
            [ivec2(0, 0), ivec2(1, 0), ivec2(2, 0), ivec2(0, 1)]
        );
        assert_eq!(grid[ivec2(-1, -1)], ivec2(2, 1));
        assert_eq!(grid[ivec2(7, 4)], ivec2(1, 0));
        for (place, is_there) in [
            ((2, 1), true),
            ((3, 0), false),
            ((0, -1), false),
            ((0, 2), false),
        ] {
            assert_eq!(grid.get(place.into()).is_some(), is_there, "{place:?}");
        }
        grid[ivec2(-3, 1)] = IVec2::ZERO;
        *grid.get_mut(ivec2(1, 1)).unwrap() = IVec2::MAX;
        assert_eq!(grid.cells()[3..5], [IVec2::ZERO, IVec2::MAX]);
        let sums = grid.map(|place, cell| place.x + cell.min_element().min(1));
        assert_eq!((sums.columns(), sums.rows()), (3, 2));
        assert_eq!(sums.cells(), [0, 1, 2, 0, 2, 3]);
    }

    #[test]
    fn eight_cells_are_around_each() {
        let grid = Grid::from_fn(4, 3, |place| place.x + 10 * place.y);
        let around = |x, y| {
            let mut found: Vec<i32> = grid.neighbors(ivec2(x, y)).copied().collect();
            found.sort();
            found
        };
        assert_eq!(around(1, 1), [0, 1, 2, 10, 12, 20, 21, 22]);
        assert_eq!(around(0, 0), [1, 3, 10, 11, 13, 20, 21, 23]);
    }

    #[test]
    fn tiles_fill_their_bounds_and_squares_are_in_the_middle() {
        let bounds = Rect::new(10.0, 20.0, 100.0, 50.0);
        let tiles = Grid::tiles(3, 2, bounds, 5.0);
        assert_eq!(tiles[IVec2::ZERO], Rect::new(10.0, 20.0, 30.0, 22.5));
        assert_eq!(tiles[ivec2(2, 1)], Rect::new(80.0, 47.5, 30.0, 22.5));
        assert_eq!(inset(bounds, 5.0), Rect::new(15.0, 25.0, 90.0, 40.0));
        assert_eq!(inset(bounds, 30.0), Rect::new(40.0, 45.0, 40.0, 0.0));
        let squares = Grid::squares(3, 3, bounds);
        let middle = squares[ivec2(1, 1)];
        assert!((middle.center() - bounds.center()).length() < 1e-4);
        assert!((middle.size() - 50.0 / 3.0).length() < 1e-4);
        assert!(Grid::tiles(0, 4, bounds, 1.0).cells().is_empty());
    }
}
