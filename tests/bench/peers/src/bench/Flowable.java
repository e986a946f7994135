package bench;

import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import org.flowable.common.engine.impl.AbstractEngineConfiguration;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/** Flowable as its own documentation sets it up. */
final class Flowable implements Engine {
    private final StandaloneProcessEngineConfiguration settings = new StandaloneProcessEngineConfiguration();
    private final ProcessEngine engine;

    Flowable(String address, String user, String password) {
        settings.setJdbcUrl(address).setJdbcDriver("org.postgresql.Driver");
        settings.setJdbcUsername(user).setJdbcPassword(password);
        settings.setDatabaseSchemaUpdate(AbstractEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        settings.setAsyncExecutorActivate(false);
        engine = settings.buildProcessEngine();
    }

    public void deploy(String path) throws Exception {
        try (var file = new FileInputStream(path)) {
            engine.getRepositoryService().createDeployment().addInputStream("p.bpmn20.xml", file).deploy();
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
        tasks.createTaskQuery().taskCandidateGroupIn(List.of(group)).orderByTaskDueDate().asc().listPage(0, 50).size();
        return tasks.createTaskQuery().taskCandidateGroupIn(List.of(group)).count();
    }

    public void fire(boolean on) {
        if (on) {
            settings.getAsyncExecutor().start();
        } else {
            settings.getAsyncExecutor().shutdown();
        }
    }

    public long timers() {
        return engine.getManagementService().createTimerJobQuery().count() + engine.getManagementService().createJobQuery().count();
    }

    public void close() {
        engine.close();
    }
}
