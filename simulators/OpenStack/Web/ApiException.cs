namespace Validation.Simulators.OpenStack.Web;

/// <summary>A request that is answered with an error. Each service words and wraps it in its own way.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(int status, string message, string type = "", Exception? cause = null)
        : base(message, cause) => (Status, Type) = (status, type);

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Name of the exception in the service, where its errors tell it: Neutron, Heat.</summary>
    public string Type { get; }

    public static ApiException NotFound(string message, string type = "") => new(404, message, type);

    public static ApiException BadRequest(string message, string type = "") => new(400, message, type);
}
