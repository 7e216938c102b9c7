package io.samui.core.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.ConfigurationException;
import io.samui.core.testkit.Fixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClipTokenizerTest {

    private static final String MARKS =
            "\"added_tokens\":[{\"id\":90,\"content\":\"<|startoftext|>\"},{\"id\":91,\"content\":\"<|endoftext|>\"}],";

    @Test
    void texts_become_the_golden_tokens() {
        TextTokenizer tokenizer = built();
        JsonNode golden = Fixture.THREE_FILES.golden().required("tokenisations_pad_0");
        assertThat(golden).hasSize(12);
        for (JsonNode one : golden) {
            String text = one.required("text").asString();
            int[] tokens = tokenizer.tokens(text);

            assertThat(tokens)
                    .as(text)
                    .hasSize(one.required("untruncated_count").asInt());
            if (tokens.length <= 32) {
                assertThat(IntStream.range(0, 32)
                                .map(i -> i < tokens.length ? tokens[i] : 0)
                                .boxed()
                                .toList())
                        .as(text)
                        .isEqualTo(numbers(one.required("ids")));
            } else {
                assertThat(IntStream.of(tokens).limit(31).boxed().toList())
                        .as(text)
                        .isEqualTo(numbers(one.required("ids")).subList(0, 31));
            }
        }
    }

    @Test
    void the_name_of_a_mark_inside_a_text_is_text() {
        assertThat(built().tokens("<|endoftext|>")).hasSizeGreaterThan(3).endsWith(49407);
    }

    @Test
    void exemplars_alone_stand_for_the_word_visual_with_or_without_a_tokenizer() {
        assertThat(built().tokens(TextFeatures.VISUAL)).containsExactly(49406, 7195, 49407);
    }

    /** The pair that comes first in the list is merged first, wherever it stands; both ways of writing a merge. */
    @Test
    void pairs_merge_in_the_order_of_the_file() {
        String vocabulary = "\"vocab\":{\"a\":1,\"b\":2,\"c</w>\":3,\"bc</w>\":4,\"ab\":5,\"abc</w>\":6}";
        ClipTokenizer bcFirst = read(vocabulary + ",\"merges\":[\"b c</w>\",\"a b\"]");
        ClipTokenizer abFirst = read(vocabulary + ",\"merges\":[[\"a\",\"b\"],[\"b\",\"c</w>\"]]");

        assertThat(bcFirst.tokens("ABC")).containsExactly(90, 1, 4, 91);
        assertThat(abFirst.tokens("abc")).containsExactly(90, 5, 3, 91);
    }

    @Test
    void a_file_that_is_no_such_encoding_is_refused_with_its_name_and_what_to_do() {
        for (String json : List.of(
                "{}",
                "{\"model\":{\"type\":\"WordPiece\"}}",
                "not json",
                "{\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":\"</w>\",\"vocab\":{\"a\":1},\"merges\":[\"a b\"]}}",
                "{" + MARKS
                        + "\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":\"</w>\",\"vocab\":{},\"merges\":[]}}")) {
            assertThatThrownBy(
                            () -> TokenizerFile.read(json.getBytes(StandardCharsets.UTF_8), "models/x/tokenizer.json"))
                    .as(json)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("models/x/tokenizer.json cannot be used")
                    .hasMessageContaining("Replace it");
        }
    }

    private static ClipTokenizer read(String model) {
        String json = "{" + MARKS + "\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":\"</w>\"," + model + "}}";
        return TokenizerFile.read(json.getBytes(StandardCharsets.UTF_8), "here");
    }

    private static TextTokenizer built() {
        Tokenizers tokenizers = new Tokenizers(null);
        assumeTrue(tokenizers.present(), "the build made no tokenizer: npm was missing");
        return tokenizers.get();
    }

    private static List<Integer> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
