package dev.jenvoy.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteJDBCLoader;

class NativeLibraryTest {

    /** Otherwise a newer driver would load the library that an older one left in the data folder. */
    @Test
    void it_knows_the_version_of_the_driver() {
        assertThat(NativeLibrary.DRIVER).isEqualTo(SQLiteJDBCLoader.getVersion());
    }
}
