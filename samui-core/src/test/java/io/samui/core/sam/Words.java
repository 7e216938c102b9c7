package io.samui.core.sam;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A tokenizer with one token for each of a few words, read from a file as any other. */
final class Words {

    private static final List<String> KNOWN =
            List.of("cat", "dog", "animal", "fine", "one", "two", "three", "four", "five", "six", "seven");

    static final Tokenizers TOKENIZERS = new Tokenizers(file());

    private static final int VISUAL = 7195;

    private Words() {}

    static String word(int token) {
        return token == VISUAL ? TextFeatures.VISUAL : KNOWN.get(token - 10);
    }

    /** Words are merged from the left, letter by letter. */
    private static ModelBundle.BundleFile file() {
        List<String> vocabulary = new ArrayList<>();
        List<String> merges = new ArrayList<>();
        List<String> all = new ArrayList<>(KNOWN);
        all.add(TextFeatures.VISUAL);
        for (String word : all) {
            String made = word.substring(0, 1);
            for (int i = 1; i < word.length(); i++) {
                String next = word.substring(i, i + 1) + (i == word.length() - 1 ? "</w>" : "");
                merges.add("[\"" + made + "\",\"" + next + "\"]");
                made += next;
            }
            int id = word.equals(TextFeatures.VISUAL) ? VISUAL : 10 + KNOWN.indexOf(word);
            vocabulary.add("\"" + made + "\":" + id);
        }
        String json =
                "{\"added_tokens\":[{\"id\":1,\"content\":\"<|startoftext|>\"},{\"id\":2,\"content\":\"<|endoftext|>\"}],"
                        + "\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":\"</w>\",\"vocab\":{"
                        + String.join(",", vocabulary)
                        + "},\"merges\":[" + String.join(",", merges) + "]}}";
        ClassLoader loader = new ClassLoader(null) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
            }
        };
        return new ModelBundle.BundleFile(
                new ModelFile("tokenizer.json", null, "words/tokenizer.json", loader, null, ModelFile.DEFAULT_METHOD),
                null,
                null,
                -1);
    }
}
