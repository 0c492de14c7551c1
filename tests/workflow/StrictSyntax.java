// Parses Nextflow scripts and configurations with the strict parser and prints every error; `nextflow lint` of 25.04.4
// breaks on any file with a finding. Run by the single-file launcher:
//     java -cp 'LIB/*' StrictSyntax.java FILE...          exit code 1 where a file has an error
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import nextflow.config.control.ConfigParser;
import nextflow.script.control.ScriptParser;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

public class StrictSyntax {
    private static int report(Map<String, SourceUnit> sources) {
        int errors = 0;
        for (Map.Entry<String, SourceUnit> source : sources.entrySet()) {
            if (!source.getValue().getErrorCollector().hasErrors()) {
                continue;
            }
            for (Message message : source.getValue().getErrorCollector().getErrors()) {
                ++errors;
                if (message instanceof SyntaxErrorMessage) {
                    var cause = ((SyntaxErrorMessage) message).getCause();
                    System.out.println(source.getKey() + ":" + cause.getStartLine() + ": " + cause.getOriginalMessage());
                } else {
                    System.out.println(source.getKey() + ": " + message);
                }
            }
        }
        return errors;
    }

    public static void main(String[] names) {
        ScriptParser scripts = new ScriptParser();
        ConfigParser configs = new ConfigParser();
        Map<String, SourceUnit> sources = new LinkedHashMap<>();
        for (String name : names) {
            File file = new File(name);
            sources.put(name, name.endsWith(".config") ? configs.parse(file) : scripts.parse(file));
        }
        scripts.analyze();
        configs.analyze();
        int errors = report(sources);
        System.out.println(names.length + " files, " + errors + " errors");
        System.exit(errors == 0 ? 0 : 1);
    }
}
