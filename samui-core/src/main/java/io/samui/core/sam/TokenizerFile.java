package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@code tokenizer.json} in the format of HuggingFace's tokenizers, as CLIP models have it. */
final class TokenizerFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TokenizerFile() {}

    /**
     * @param where names the file in messages
     * @throws ConfigurationException when it is no byte-pair encoding like CLIP's
     */
    static ClipTokenizer read(byte[] json, String where) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode model = root.path("model");
            if (!model.path("type").asString("").equals("BPE")
                    || !model.path("end_of_word_suffix").asString("").equals("</w>")) {
                throw new IllegalArgumentException("it is no byte-pair encoding of CLIP's kind");
            }
            Map<String, Integer> vocabulary = new HashMap<>();
            model.path("vocab").forEachEntry((token, id) -> vocabulary.put(token, id.asInt()));
            root.path("added_tokens")
                    .forEach(token -> vocabulary.put(
                            token.path("content").asString(), token.path("id").asInt()));
            return new ClipTokenizer(vocabulary, ranks(model.path("merges")));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    where + " cannot be used: " + e.getMessage()
                            + ". Replace it by the tokenizer.json of the model, or delete it to use CLIP's",
                    e);
        }
    }

    /** Older files write a merge as one string, newer ones as a pair. */
    private static Map<ClipTokenizer.Pair, Integer> ranks(JsonNode merges) {
        Map<ClipTokenizer.Pair, Integer> ranks = new HashMap<>();
        for (JsonNode merge : merges) {
            String[] parts = merge.isArray()
                    ? new String[] {merge.path(0).asString(""), merge.path(1).asString("")}
                    : merge.asString("").split(" ");
            if (parts.length != 2) {
                throw new IllegalArgumentException("\"" + merge + "\" is no merge");
            }
            ranks.put(new ClipTokenizer.Pair(parts[0], parts[1]), ranks.size());
        }
        if (ranks.isEmpty()) {
            throw new IllegalArgumentException("it has no merges");
        }
        return ranks;
    }
}
