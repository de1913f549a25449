namespace Validation.Simulators.OpenStack.Tests;

/// <summary>Real programs that read the simulator, where they are installed.</summary>
internal static class Programs
{
    /// <summary>The program on PATH, or null.</summary>
    public static string? Find(string name) => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The variables with which OpenStack's programs log in as the administrator.</summary>
    public static IReadOnlyDictionary<string, string?> LoginOf(OpenStackSimulator simulator) => new Dictionary<string, string?>
    {
        ["OS_AUTH_URL"] = simulator.AuthUrl.ToString(),
        ["OS_USERNAME"] = "admin",
        ["OS_PASSWORD"] = simulator.Model.PasswordOf("admin"),
        ["OS_PROJECT_NAME"] = "admin",
        ["OS_USER_DOMAIN_NAME"] = "Default",
        ["OS_PROJECT_DOMAIN_NAME"] = "Default",
        ["OS_REGION_NAME"] = "RegionOne",
        ["OS_IDENTITY_API_VERSION"] = "3",
        ["no_proxy"] = "127.0.0.1",
    };
}
