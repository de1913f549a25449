namespace Validation.Simulators.Cloud;

/// <summary>Why the cloud refused.</summary>
public enum Refusal
{
    /// <summary>There is no such thing (HTTP 404; libvirt 42).</summary>
    NotFound,

    /// <summary>It is not in a state that allows this (HTTP 409; libvirt 55).</summary>
    Conflict,

    /// <summary>The request makes no sense (HTTP 400).</summary>
    BadRequest,
}

/// <summary>The cloud refused a request. The message is what its API would say.</summary>
public sealed class CloudException : Exception
{
    /// <summary>Says why.</summary>
    public CloudException(Refusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>The kind of refusal.</summary>
    public Refusal Refusal { get; }

    internal static CloudException NotFound(string kind, object id) => new(Refusal.NotFound, $"{kind} {id} could not be found.");
}
