package bench;

import java.util.List;
import java.util.Map;

/** What is asked of an engine; each call is a transaction of its own. */
interface Engine {
    void deploy(String path) throws Exception;

    String start(String process, Map<String, Object> variables);

    /** Returns the ids of an instance's open tasks. */
    List<String> open(String instance);

    void complete(String task, Map<String, Object> answers);

    /** Reads the first fifty tasks offered to a group, soonest due first, and how many there are. */
    long page(String group);

    /** Fires timers with the engine's own threads until this is called with false. */
    void fire(boolean on);

    long timers();

    void close();
}
