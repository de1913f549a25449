namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>How a call ended.</summary>
internal enum CallEnd
{
    /// <summary>The reply is in the slot.</summary>
    Answered,

    /// <summary>libvirt answered with an error.</summary>
    Refused,

    /// <summary>Nothing came within the limit of one call.</summary>
    TimedOut,

    /// <summary>The connection is gone.</summary>
    Lost,

    /// <summary>The reply is there and cannot be understood.</summary>
    Garbled,
}

/// <summary>The end of one call: a value, because a thousand domains that refuse something are no exception.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Code">libvirt's error number (<c>virErrorNumber</c>) of a refusal, else 0.</param>
/// <param name="Message">What happened, to follow "call to X"; empty when answered.</param>
internal readonly record struct CallResult(CallEnd End, uint Code, string Message)
{
    public static readonly CallResult Answered = new(CallEnd.Answered, 0, "");

    /// <summary>The sentence for the log.</summary>
    public string Of(string call) => $"call to {call} {Message}";

    public bool Ok => End == CallEnd.Answered;
}
