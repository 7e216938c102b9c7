package io.samui.core.sam;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's byte-pair encoding (openai/CLIP, {@code simple_tokenizer.py}): NFC, white space as single blanks, lower case; words split
 * by CLIP's expression; of a word's bytes the pair that was merged earliest is merged first, until no pair is left. Names of
 * marks inside a text are ordinary text.
 */
final class ClipTokenizer implements TextTokenizer {

    static final String START = "<|startoftext|>";
    static final String END = "<|endoftext|>";

    private static final String END_OF_WORD = "</w>";

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern WORD = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Two neighbouring parts of a word. */
    record Pair(String first, String second) {}

    private final Map<String, Integer> vocabulary;
    private final Map<Pair, Integer> ranks;
    private final String[] symbols = byteSymbols();
    private final int unknown;

    /**
     * @param vocabulary an id per token, both marks included
     * @param ranks      the pairs that merge, those first that were found first
     */
    ClipTokenizer(Map<String, Integer> vocabulary, Map<Pair, Integer> ranks) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.ranks = Map.copyOf(ranks);
        this.unknown = id(END);
        id(START);
    }

    @Override
    public int[] tokens(String text) {
        List<Integer> ids = new ArrayList<>();
        ids.add(id(START));
        Matcher words = WORD.matcher(normalised(text));
        while (words.find()) {
            for (String part : parts(words.group())) {
                ids.add(vocabulary.getOrDefault(part, unknown));
            }
        }
        ids.add(id(END));
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String normalised(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    private List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
            parts.add(symbols[value & 0xFF]);
        }
        int last = parts.size() - 1;
        parts.set(last, parts.get(last) + END_OF_WORD);
        for (Pair pair = earliest(parts); pair != null; pair = earliest(parts)) {
            parts = merged(parts, pair);
        }
        return parts;
    }

    private @Nullable Pair earliest(List<String> parts) {
        Pair best = null;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < parts.size(); i++) {
            Pair pair = new Pair(parts.get(i), parts.get(i + 1));
            int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
            if (rank < bestRank) {
                best = pair;
                bestRank = rank;
            }
        }
        return best;
    }

    private static List<String> merged(List<String> parts, Pair pair) {
        List<String> result = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            boolean both = i + 1 < parts.size()
                    && parts.get(i).equals(pair.first())
                    && parts.get(i + 1).equals(pair.second());
            result.add(both ? pair.first() + pair.second() : parts.get(i));
            i += both ? 1 : 0;
        }
        return result;
    }

    private int id(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + token);
        }
        return id;
    }

    /** GPT-2's alphabet: bytes that print stand for themselves, the others for characters from 256 on. */
    private static String[] byteSymbols() {
        String[] symbols = new String[256];
        int others = 0;
        for (int value = 0; value < 256; value++) {
            boolean prints = (value > 32 && value < 127) || (value > 160 && value != 173);
            symbols[value] = String.valueOf((char) (prints ? value : 256 + others++));
        }
        return symbols;
    }
}
