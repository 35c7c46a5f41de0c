import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files by veraPDF, all in one process: `Validate LIST PROFILE…`.
 *
 * LIST is a file that names one PDF a line; a PROFILE is the name of one in veraPDF, such as PDFA-3A. Each rule that a
 * file breaks is a line on standard output, of file, profile, rule, how often it is broken, and what veraPDF says; each
 * file that was looked at is a line of file, profile, `checks` and the number of them.
 */
public final class Validate {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        VeraGreenfieldFoundryProvider.initialise();
        List<String> files = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        for (int number = 1; number < arguments.length; number++) {
            ValidationProfile profile = profile(arguments[number]);
            for (String file : files) {
                validate(file, arguments[number], profile);
            }
        }
    }

    /** The folder of profiles in the jar cannot be listed, so that each is asked for by its name. */
    private static ValidationProfile profile(String name) throws Exception {
        try (InputStream xml = Validate.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            return Profiles.profileFromXml(xml);
        }
    }

    private static void validate(String file, String name, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> broken = new TreeMap<>();
            Map<String, String> words = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.merge(rule, 1, Integer::sum);
                    words.put(rule, assertion.getMessage().replaceAll("\\s+", " "));
                }
            }
            for (String rule : broken.keySet()) {
                System.out.println(String.join("\t", file, name, rule, broken.get(rule).toString(), words.get(rule)));
            }
            if (result.isCompliant() != broken.isEmpty()) {
                System.out.println(String.join("\t", file, name, "verdict", "1", "against its own assertions"));
            }
            System.out.println(String.join("\t", file, name, "checks", Integer.toString(result.getTotalAssertions()), ""));
        } catch (Exception fault) {
            System.out.println(String.join("\t", file, name, "unreadable", "1", String.valueOf(fault)));
        }
    }
}
