using Reqnroll;

namespace Validation.Steps.Support;

/// <summary>The identity that a scenario has in the run's stream.</summary>
internal static class ScenarioIdentity
{
    private const string Name = "validation.scenario-id";

    public static string Id(this ScenarioContext scenario) => (string)scenario[Name];

    public static bool HasId(this ScenarioContext scenario) => scenario.ContainsKey(Name);

    public static void Identify(this ScenarioContext scenario, string id) => scenario[Name] = id;
}
