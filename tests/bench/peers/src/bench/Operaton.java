package bench;

import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.task.Task;

/** Operaton as its own documentation sets it up. */
final class Operaton implements Engine {
    private final StandaloneProcessEngineConfiguration settings = new StandaloneProcessEngineConfiguration();
    private final ProcessEngine engine;

    Operaton(String address, String user, String password) {
        settings.setJdbcUrl(address).setJdbcDriver("org.postgresql.Driver");
        settings.setJdbcUsername(user).setJdbcPassword(password);
        settings.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        settings.setJobExecutorActivate(false);
        settings.setHistoryTimeToLive("P365D");
        engine = settings.buildProcessEngine();
    }

    public void deploy(String path) throws Exception {
        try (var file = new FileInputStream(path)) {
            engine.getRepositoryService().createDeployment().addInputStream("p.bpmn", file).deploy();
        }
    }

    public String start(String process, Map<String, Object> variables) {
        return engine.getRuntimeService().startProcessInstanceByKey(process, variables).getId();
    }

    public List<String> open(String instance) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).list().stream().map(Task::getId).toList();
    }

    public void complete(String task, Map<String, Object> answers) {
        engine.getTaskService().complete(task, answers);
    }

    public long page(String group) {
        var tasks = engine.getTaskService();
        tasks.createTaskQuery().taskCandidateGroupIn(List.of(group)).orderByDueDate().asc().listPage(0, 50).size();
        return tasks.createTaskQuery().taskCandidateGroupIn(List.of(group)).count();
    }

    public void fire(boolean on) {
        if (on) {
            settings.getJobExecutor().start();
        } else {
            settings.getJobExecutor().shutdown();
        }
    }

    public long timers() {
        return engine.getManagementService().createJobQuery().count();
    }

    public void close() {
        engine.close();
    }
}
