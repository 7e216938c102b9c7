package io.samui.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured with few images and with many, side by side. */
final class ScaleFigures {

    private final Map<String, List<Double>> rows = new LinkedHashMap<>();

    /** Adds a figure to a row, the one with few images first. */
    void add(String row, double figure) {
        rows.computeIfAbsent(row, name -> new ArrayList<>()).add(figure);
    }

    /** All rows with both figures; the last column is the second divided by the first. */
    String table(String few, String many) {
        StringBuilder table =
                new StringBuilder(String.format(Locale.ROOT, "%-72s %12s %12s %8s%n", "", few, many, "ratio"));
        rows.forEach((name, figures) -> {
            double last = figures.get(figures.size() - 1);
            table.append(
                    figures.size() == 1
                            ? String.format(Locale.ROOT, "%-72s %12s %12.3f%n", name, "", last)
                            : String.format(
                                    Locale.ROOT,
                                    "%-72s %12.3f %12.3f %8.2f%n",
                                    name,
                                    figures.get(0),
                                    last,
                                    last / figures.get(0)));
        });
        return table.toString();
    }
}
