using System.Net.Sockets;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Service;

/// <summary>The service cannot listen where it is told to.</summary>
internal sealed class AddressTakenException(string message, Exception inner) : Exception(message, inner)
{
    public static AddressTakenException For(ListenOptions listen, SocketException refused) => new(
        refused.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"The port {listen.Port} of {listen.Address} is in use by another program: end that one, or choose another port "
                + $"(pipeline.listen.port in {Checkout.ConfigurationFile}, or PIPELINE__LISTEN__PORT; 0 takes any free one)."
            : $"The service cannot listen on port {listen.Port} of {listen.Address}: {refused.Message}. "
                + $"(pipeline.listen in {Checkout.ConfigurationFile}, or PIPELINE__LISTEN__HOST and PIPELINE__LISTEN__PORT)",
        refused);
}
