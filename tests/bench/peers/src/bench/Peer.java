package bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does what it is told, a line at a time: "make KIND" prepares a lap, "lap KIND" does it, and each is answered with how
 * much was done. The asker measures.
 */
public final class Peer {
    private static final int STEPS = 18;
    private static final int PAGES = 10;
    private static final List<String> PEOPLE = List.of("Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Cúc");
    private final Engine engine;
    private final Deque<String> votes = new ArrayDeque<>();
    private List<String> started = new ArrayList<>();
    private String loop;
    private int said;

    private Peer(Engine engine) {
        this.engine = engine;
    }

    public static void main(String[] given) throws Exception {
        Engine engine = given[0].equals("flowable") ? new Flowable(given[1], given[2], given[3]) : new Operaton(given[1], given[2], given[3]);
        for (int place = 4; place < given.length; place++) {
            engine.deploy(given[place]);
        }
        var peer = new Peer(engine);
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0].equals("make") ? peer.make(words[1], Integer.parseInt(words[2])) : peer.lap(words[1], words[2]));
        }
        engine.close();
    }

    private static Map<String, Object> variables() {
        return new HashMap<>(Map.of("nomination", "2019-0042", "unit", "A", "unit_name", "Phòng Kế hoạch - Tài chính",
                "award", "LDTT", "year", 2019, "people", new ArrayList<>(PEOPLE), "is_collective", false));
    }

    private Map<String, Object> answers() {
        return Map.of("grade", 3, "decision", "return", "vote", "yes", "opinion", "Đồng ý, ý kiến thứ " + said++);
    }

    private int make(String kind, int size) {
        switch (kind) {
            case "small" -> start("small", size);
            case "loop" -> {
                loop = engine.start("loop", variables());
                goRound(size);
            }
            case "many" -> {
                var all = variables();
                all.put("size", size);
                votes.addAll(engine.open(engine.start("many", all)));
            }
            case "waits" -> {
                for (int number = 0; number < size; number++) {
                    var all = variables();
                    all.put("due", new Date(System.currentTimeMillis() - 60_000));
                    engine.start("waits", all);
                }
            }
            default -> throw new IllegalArgumentException(kind);
        }
        return size;
    }

    private long lap(String kind, String told) throws InterruptedException {
        return switch (kind) {
            case "completion" -> completeAll();
            case "start" -> start("small", Integer.parseInt(told));
            case "loop" -> goRound(Integer.parseInt(told));
            case "many" -> vote(Integer.parseInt(told));
            case "page" -> page(told);
            case "timers" -> fire();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private long start(String process, int size) {
        started = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            started.add(engine.start(process, variables()));
        }
        return size;
    }

    private long completeAll() {
        for (String instance : started) {
            for (int step = 0; step < STEPS; step++) {
                engine.complete(engine.open(instance).get(0), answers());
            }
        }
        return (long) started.size() * STEPS;
    }

    private long goRound(int size) {
        for (int number = 0; number < size; number++) {
            engine.complete(engine.open(loop).get(0), answers());
        }
        return size;
    }

    private long vote(int size) {
        for (int number = 0; number < size; number++) {
            engine.complete(votes.pop(), answers());
        }
        return size;
    }

    private long page(String group) {
        for (int number = 0; number < PAGES; number++) {
            engine.page(group);
        }
        return PAGES;
    }

    private long fire() throws InterruptedException {
        long before = engine.timers();
        engine.fire(true);
        while (engine.timers() > 0) {
            Thread.sleep(50);
        }
        engine.fire(false);
        return before;
    }
}
