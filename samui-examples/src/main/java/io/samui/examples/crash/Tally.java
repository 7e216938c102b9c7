package io.samui.examples.crash;

import java.io.PrintStream;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What was counted, and what was found wrong. Used by one thread. */
final class Tally {

    /** What must not happen; each has a line in the table. */
    enum Fault {
        LOST("results or images lost"),
        DOUBLED("results doubled"),
        DANGLING("rows without their blob"),
        UNREADABLE("masks or COCO files that do not open"),
        ORPHAN("blobs without a row after the sweep"),
        HALF_WRITTEN("half-written files after the sweep"),
        ENDED_WRONGLY("interrupted jobs not ended as promised"),
        OUT_OF_ORDER("jobs out of order, or two at once"),
        CONTRADICTION("counters, items and results that disagree"),
        RETRY("retries that are not exactly the rest"),
        SECOND("second processes not refused");

        private final String title;

        Fault(String title) {
            this.title = title;
        }
    }

    private static final int MOST_SHOWN = 20;

    private final String name;
    private final PrintStream out;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<Fault, Set<String>> faults = new EnumMap<>(Fault.class);
    private final Map<KillMoment.Aim, Integer> kills = new EnumMap<>(KillMoment.Aim.class);

    Tally(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    void killed(KillMoment.Aim aim) {
        kills.merge(aim, 1, Integer::sum);
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Adds to a line of the table that shows how much was tried. */
    void count(String title, long more) {
        counts.merge(title, more, Long::sum);
    }

    void set(String title, long value) {
        counts.put(title, value);
    }

    /** Says at once what is wrong; what stays wrong is said and counted once. */
    void fault(Fault fault, String sentence) {
        Set<String> sentences = faults.computeIfAbsent(fault, key -> new HashSet<>());
        if (sentences.add(sentence) && sentences.size() <= MOST_SHOWN) {
            out.printf("WRONG after kill %d, %s: %s%n", kills(), fault.title, sentence);
        }
    }

    void faults(Fault fault, Collection<String> sentences) {
        sentences.forEach(sentence -> fault(fault, sentence));
    }

    boolean flawless() {
        return faults.isEmpty();
    }

    void say(String format, Object... arguments) {
        out.printf(format + "%n", arguments);
    }

    void printTable() {
        out.printf("%n%-50s %s%n", "", name);
        line("kills", kills());
        kills.forEach((aim, number) -> line("  " + aim.title(), number));
        counts.forEach(this::line);
        for (Fault fault : Fault.values()) {
            line(fault.title, faults.getOrDefault(fault, Set.of()).size());
        }
    }

    private void line(String title, long value) {
        out.printf("%-50s %d%n", title, value);
    }
}
