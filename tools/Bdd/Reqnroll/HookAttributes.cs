using Validation.Bdd.Running;

namespace Reqnroll;

/// <summary>What all hook attributes have in common.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute : Attribute
{
    /// <summary>The order of a hook that names none.</summary>
    public const int DefaultOrder = 10000;

    private protected HookAttribute(HookPoint point, string[] tags) => (Point, Tags) = (point, tags);

    /// <summary>The hook runs where at least one of these tags is; everywhere when there are none.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Among hooks of the same kind the lowest runs first.</summary>
    public int Order { get; set; } = DefaultOrder;

    internal HookPoint Point { get; }
}

/// <summary>Runs once, before the first feature. The method is static.</summary>
public sealed class BeforeTestRunAttribute() : HookAttribute(HookPoint.BeforeTestRun, []);

/// <summary>Runs once, after the last feature, whatever became of it. The method is static.</summary>
public sealed class AfterTestRunAttribute() : HookAttribute(HookPoint.AfterTestRun, []);

/// <summary>Runs before a feature's first scenario. The method is static.</summary>
/// <param name="tags">Tags of the feature, of which one is enough.</param>
public sealed class BeforeFeatureAttribute(params string[] tags) : HookAttribute(HookPoint.BeforeFeature, tags);

/// <summary>Runs after a feature's last scenario. The method is static.</summary>
/// <param name="tags">Tags of the feature, of which one is enough.</param>
public sealed class AfterFeatureAttribute(params string[] tags) : HookAttribute(HookPoint.AfterFeature, tags);

/// <summary>Runs before each scenario.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public class BeforeScenarioAttribute(params string[] tags) : HookAttribute(HookPoint.BeforeScenario, tags);

/// <summary>Runs after each scenario, whatever became of it.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public class AfterScenarioAttribute(params string[] tags) : HookAttribute(HookPoint.AfterScenario, tags);

/// <summary>Short for <see cref="BeforeScenarioAttribute"/>.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class BeforeAttribute(params string[] tags) : BeforeScenarioAttribute(tags);

/// <summary>Short for <see cref="AfterScenarioAttribute"/>.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class AfterAttribute(params string[] tags) : AfterScenarioAttribute(tags);

/// <summary>Runs before each block of Given, When or Then steps.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class BeforeScenarioBlockAttribute(params string[] tags) : HookAttribute(HookPoint.BeforeScenarioBlock, tags);

/// <summary>Runs after each block of Given, When or Then steps, whatever became of it.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class AfterScenarioBlockAttribute(params string[] tags) : HookAttribute(HookPoint.AfterScenarioBlock, tags);

/// <summary>Runs before each step.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class BeforeStepAttribute(params string[] tags) : HookAttribute(HookPoint.BeforeStep, tags);

/// <summary>Runs after each step that began, whatever became of it.</summary>
/// <param name="tags">Tags of which one is enough.</param>
public sealed class AfterStepAttribute(params string[] tags) : HookAttribute(HookPoint.AfterStep, tags);
