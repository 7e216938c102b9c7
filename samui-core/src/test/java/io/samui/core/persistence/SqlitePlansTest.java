package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A submission asks of all its images at once, under the queue's lock: no such statement may read a whole table. */
class SqlitePlansTest {

    private static final WantedIds WANTED = new WantedIds(Dialect.SQLITE);

    @TempDir
    private Path temp;

    private List<String> plan(String select, String rest) throws SQLException {
        List<String> steps = plan(WANTED.statement(select, rest));
        assertThat(steps)
                .as("only the ids are read from end to end")
                .filteredOn(step -> step.startsWith("SCAN"))
                .allMatch(step -> step.startsWith("SCAN w "))
                .hasSize(1);
        return steps;
    }

    private List<String> plan(String sql) throws SQLException {
        JpaStores.open(new DatabaseSettings(null, null, null), temp).close();
        List<String> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("samui.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain query plan " + sql)) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }

    @Test
    void the_newest_items_come_from_their_partial_indexes() throws SQLException {
        assertThat(plan(JpaImageStates.SELECT, JpaImageStates.joins(Dialect.SQLITE)))
                .anyMatch(step -> step.contains("SEARCH p USING PRIMARY KEY"))
                .anyMatch(step -> step.contains("SEARCH r USING INTEGER PRIMARY KEY"))
                .satisfies(steps -> assertThat(steps)
                        .filteredOn(step -> step.contains("job_item_open"))
                        .hasSize(2))
                .filteredOn(step -> step.contains("job_item_tried"))
                .hasSize(2);
    }

    @Test
    void the_latest_result_is_looked_up_without_reading_those_before_it() throws SQLException {
        assertThat(plan("select r.*", JpaResultStore.LATEST))
                .anyMatch(step -> step.contains("SEARCH r USING INTEGER PRIMARY KEY"))
                .anyMatch(step -> step.contains("result_image"));
    }

    @Test
    void expired_results_are_found_in_a_piece_of_the_table_by_a_look_at_an_index_each() throws SQLException {
        assertThat(plan(JpaResultStore.EXPIRED))
                .noneMatch(step -> step.startsWith("SCAN"))
                .anyMatch(step -> step.contains("SEARCH r USING INTEGER PRIMARY KEY"))
                .anyMatch(step -> step.contains("SEARCH n USING COVERING INDEX result_image"));
    }
}
