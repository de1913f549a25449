using System.Collections.Specialized;
using Reqnroll.Bindings;
using Reqnroll.BoDi;

namespace Reqnroll;

/// <summary>The scenario that is running. Each has its own; it is injected where a constructor asks for it.</summary>
public sealed class ScenarioContext : ReqnrollContext
{
    internal ScenarioContext(ScenarioInfo scenario, RuleInfo? rule, IObjectContainer container) =>
        (ScenarioInfo, RuleInfo, ScenarioContainer) = (scenario, rule, container);

    /// <summary>Title, tags, arguments.</summary>
    public ScenarioInfo ScenarioInfo { get; }

    /// <summary>The rule it illustrates, else null.</summary>
    public RuleInfo? RuleInfo { get; }

    /// <summary>What lives as long as the scenario.</summary>
    public IObjectContainer ScenarioContainer { get; }

    /// <summary>How it stands; final in the hooks after the scenario.</summary>
    public ScenarioExecutionStatus ScenarioExecutionStatus { get; internal set; }

    /// <summary>Whether Given, When or Then steps are running.</summary>
    public ScenarioBlock CurrentScenarioBlock { get; internal set; }

    /// <summary>The step that is running, or ran last.</summary>
    /// <exception cref="InvalidOperationException">No step has begun.</exception>
    public ScenarioStepContext StepContext => CurrentStep ?? throw new InvalidOperationException("No step of the scenario has begun yet.");

    internal ScenarioStepContext? CurrentStep { get; set; }
}

/// <summary>How a scenario stands.</summary>
public enum ScenarioExecutionStatus
{
    /// <summary>No step has failed.</summary>
    OK,

    /// <summary>A binding is still to be written.</summary>
    StepDefinitionPending,

    /// <summary>A step has no binding.</summary>
    UndefinedStep,

    /// <summary>A binding is wrong, or there are several for a step.</summary>
    BindingError,

    /// <summary>A step or hook failed.</summary>
    TestError,

    /// <summary>A step or hook asked to skip it.</summary>
    Skipped,
}

/// <summary>The part of a scenario that is running.</summary>
public enum ScenarioBlock
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Given steps.</summary>
    Given,

    /// <summary>When steps.</summary>
    When,

    /// <summary>Then steps.</summary>
    Then,
}

/// <summary>What is known of a scenario.</summary>
public sealed class ScenarioInfo
{
    internal ScenarioInfo(string title, string description, IEnumerable<string> tags, IEnumerable<string> combinedTags, IOrderedDictionary arguments) =>
        (Title, Description, Tags, CombinedTags, Arguments) = (title, description, [.. tags], [.. combinedTags], arguments);

    /// <summary>The title; an outline's with its placeholders.</summary>
    public string Title { get; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; }

    /// <summary>Tags of the scenario and of the examples, without the at sign.</summary>
    public string[] Tags { get; }

    /// <summary>Tags of scenario, examples, rule and feature, without the at sign, each once.</summary>
    public string[] CombinedTags { get; }

    /// <summary>The values of the example row by column; empty when the scenario is no outline.</summary>
    public IOrderedDictionary Arguments { get; }
}

/// <summary>The step that is running.</summary>
public sealed class ScenarioStepContext
{
    internal ScenarioStepContext(StepInfo info) => StepInfo = info;

    /// <summary>Text and argument.</summary>
    public StepInfo StepInfo { get; }

    /// <summary>How it stands; final in the hooks after the step.</summary>
    public ScenarioExecutionStatus Status { get; internal set; }

    /// <summary>The error of this step, else null.</summary>
    public Exception? TestError { get; internal set; }
}

/// <summary>What is known of a step.</summary>
public sealed class StepInfo
{
    internal StepInfo(StepDefinitionType type, string text, DataTable? table, string? multilineText) =>
        (StepDefinitionType, Text, Table, MultilineText) = (type, text, table, multilineText);

    /// <summary>Given, When or Then; And and But take it from the step before.</summary>
    public StepDefinitionType StepDefinitionType { get; }

    /// <summary>The text, with the values of the example row.</summary>
    public string Text { get; }

    /// <summary>The data table, else null.</summary>
    public DataTable? Table { get; }

    /// <summary>The doc string, else null.</summary>
    public string? MultilineText { get; }
}
