package io.samui.core.persistence;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;

/** Tells what a database refused. */
final class Violations {

    /** SQL standard's class 23, foreign key; PostgreSQL says it this way. */
    private static final String FOREIGN_KEY_STATE = "23503";

    /** SQLite has no SQL states; its driver names the extended code in the message. */
    private static final String SQLITE_FOREIGN_KEY = "SQLITE_CONSTRAINT_FOREIGNKEY";

    private Violations() {}

    /** Whether a row pointed at one that is not there. */
    static boolean isForeignKey(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (FOREIGN_KEY_STATE.equals(sql.getSQLState())
                            || String.valueOf(sql.getMessage()).contains(SQLITE_FOREIGN_KEY))) {
                return true;
            }
        }
        return false;
    }
}
