package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PieceSizeTest {
    private final PieceSize size = new PieceSize();

    @Test
    void growsWherePiecesComeQuickly() {
        size.came(PieceSize.QUICK_MILLIS - 1);
        assertThat(size.bytes()).isEqualTo(2 * PieceSize.FIRST);
        for (int i = 0; i < 10; i++) {
            size.came(0);
        }

        assertThat(size.bytes()).isEqualTo(PieceSize.MOST);
    }

    @Test
    void staysWhereTheyComeInTime() {
        size.came(PieceSize.QUICK_MILLIS);
        size.came(PieceSize.SLOW_MILLIS);

        assertThat(size.bytes()).isEqualTo(PieceSize.FIRST);
    }

    @Test
    void shrinksWhereTheyComeLateOrNotAtAll() {
        size.came(PieceSize.SLOW_MILLIS + 1);
        assertThat(size.bytes()).isEqualTo(PieceSize.FIRST / 2);
        size.lost();
        assertThat(size.bytes()).isEqualTo(PieceSize.FIRST / 8);
        for (int i = 0; i < 10; i++) {
            size.lost();
            size.came(PieceSize.SLOW_MILLIS + 1);
        }

        assertThat(size.bytes()).isEqualTo(PieceSize.LEAST);
    }
}
